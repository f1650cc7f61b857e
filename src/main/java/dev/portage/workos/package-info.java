/** All that speaks to WorkOS, and the only room that knows its SDK. */
@NullMarked
package dev.portage.workos;

import org.jspecify.annotations.NullMarked;
