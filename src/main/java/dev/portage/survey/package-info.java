/** Before the move: whether this service can do its work, what is in a source, what will not fit, and which way to go. */
@NullMarked
package dev.portage.survey;

import org.jspecify.annotations.NullMarked;
