package dev.portage.signin;

import dev.portage.migration.EndUser;
import dev.portage.migration.Password;

/** Somebody at the door. */
public record Attempt(String email, Password password, EndUser from) {}
