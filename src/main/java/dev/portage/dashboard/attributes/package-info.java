/** Which Cognito attributes go into WorkOS metadata, and where all of them can be had. */
@NullMarked
package dev.portage.dashboard.attributes;

import org.jspecify.annotations.NullMarked;
