/** Every refusal and failure as RFC 9457 problem details, and the strictness that finds them. */
@NullMarked
package dev.portage.api.problem;

import org.jspecify.annotations.NullMarked;
