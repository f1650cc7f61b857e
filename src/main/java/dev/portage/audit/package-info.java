/** The trail of who did what, when and from where: written by the API, read by the API and on the dashboard. */
@NullMarked
package dev.portage.audit;

import org.jspecify.annotations.NullMarked;
