package dev.portage.signin;

import dev.portage.cognito.CognitoChallenge;
import dev.portage.migration.Password;

/** A sign-in that waits for a second factor: what is needed to go on with it. */
record PendingSignIn(Origin origin, String email, Password password, CognitoChallenge challenge) {}
