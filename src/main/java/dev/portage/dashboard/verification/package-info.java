/** The checklist after the move, and whether Cognito can go. */
@NullMarked
package dev.portage.dashboard.verification;

import org.jspecify.annotations.NullMarked;
