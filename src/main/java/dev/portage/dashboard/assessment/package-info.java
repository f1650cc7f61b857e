/** What is in a source, what will not fit, and which way to go. */
@NullMarked
package dev.portage.dashboard.assessment;

import org.jspecify.annotations.NullMarked;
