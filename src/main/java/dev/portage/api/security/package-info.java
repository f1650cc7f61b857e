/** Bearer tokens, the three roles, and the one page that says which call needs which. */
@NullMarked
package dev.portage.api.security;

import org.jspecify.annotations.NullMarked;
