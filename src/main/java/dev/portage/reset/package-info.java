/**
 * Passwords by e-mail: campaigns of password resets, their pace and hours, the sending of each, and who has set a
 * password since.
 */
@NullMarked
package dev.portage.reset;

import org.jspecify.annotations.NullMarked;
