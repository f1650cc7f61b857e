/** The admin API over HTTP: resources, what they take and give, lists in pages, and the record of who did what. */
@NullMarked
package dev.portage.api;

import org.jspecify.annotations.NullMarked;
