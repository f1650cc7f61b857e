package dev.portage.verification;

import dev.portage.migration.EndUser;
import dev.portage.migration.Password;
import dev.portage.pacing.BudgetExhausted;
import dev.portage.pacing.RateBudget;
import dev.portage.workos.Authentication;
import dev.portage.workos.Outcome;
import dev.portage.workos.WorkOsSignIn;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Signs one user in whom an operator has named, with a password that passes through memory only. So it is done at once and
 * not by a job. The session is thrown away; that the user has signed in stays in WorkOS, and an undo keeps such users.
 */
@ApplicationScoped
class SignInTrial {
    private final WorkOsSignIn workos;
    private final RateBudget budget;

    SignInTrial(WorkOsSignIn workos, RateBudget budget) {
        this.workos = workos;
        this.budget = budget;
    }

    /** How it went. */
    record Ended(Status status, String detail) {}

    /** Tries it, and wipes the password. */
    Ended signIn(String email, Password password) throws InterruptedException {
        try (password) {
            return read(workos.authenticate(email, password, EndUser.UNKNOWN, budget.personal()));
        } catch (BudgetExhausted e) {
            return new Ended(Status.UNATTESTED, "No call to WorkOS was free: verify again in a minute.");
        }
    }

    private static Ended read(Outcome<Authentication> outcome) {
        return switch (outcome) {
            case Outcome.Success<Authentication>(Authentication.SignedIn ignored) ->
                new Ended(Status.PASSED, "WorkOS signed the test user in.");
            case Outcome.Success<Authentication>(Authentication.StepUp step) ->
                new Ended(
                        Status.PASSED,
                        "WorkOS took the test user's password, and wants one thing more: " + step.code() + ".");
            case Outcome.Success<Authentication>(Authentication.WrongPassword ignored) ->
                new Ended(
                        Status.FAILED,
                        "WorkOS does not take that password for that address: a diagnosis of the user says why (GET /diagnosis?email=).");
            case Outcome.Success<Authentication>(Authentication.TooMany ignored) ->
                new Ended(
                        Status.UNATTESTED, "WorkOS takes 10 attempts a minute for an address: try again in a minute.");
            case Outcome.Unauthorized<Authentication>(String why) -> new Ended(Status.FAILED, why + ".");
            case Outcome.Rejected<Authentication>(String code) ->
                new Ended(Status.FAILED, "WorkOS refuses the sign-in: " + code + ".");
            case Outcome.Unavailable<Authentication>(String why) -> new Ended(Status.UNATTESTED, why + ".");
            default -> new Ended(Status.UNATTESTED, "WorkOS's answer was none about the password: verify again.");
        };
    }
}
