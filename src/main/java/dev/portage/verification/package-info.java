/** After the move: whether everything arrived, what is wrong with one user, what is left, and how to take it back. */
@NullMarked
package dev.portage.verification;

import org.jspecify.annotations.NullMarked;
