/** The nouns of a migration: what they are, which states they have, and where they are kept. */
@NullMarked
package dev.portage.migration;

import org.jspecify.annotations.NullMarked;
