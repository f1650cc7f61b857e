/** Reads a source into rows, page by page or from a dump, and settles what takes the sight of all of it. */
@NullMarked
package dev.portage.discovery;

import org.jspecify.annotations.NullMarked;
