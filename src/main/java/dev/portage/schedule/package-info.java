/** What every replica does again and again, by the time that passes and not by the clock. */
@NullMarked
package dev.portage.schedule;

import org.jspecify.annotations.NullMarked;
