package dev.portage.verification;

import dev.portage.verification.ApplicationPlan.CallPair;
import dev.portage.verification.ApplicationPlan.Change;
import java.util.List;
import java.util.Map;

/**
 * What in WorkOS takes the place of what in Cognito, whatever the pool. The calls are those of AWS's SDKs (v3 for
 * JavaScript, v2 for Java, boto3) and of WorkOS's; {@code docs/application.md} has them with their surroundings.
 */
final class Counterparts {
    static final List<CallPair> CALLS = List.of(
            pair(
                    "node",
                    "sign in",
                    "InitiateAuthCommand USER_PASSWORD_AUTH",
                    "workos.userManagement.authenticateWithPassword({clientId, email, password}), or Portage's POST /sign-in while users come over"),
            pair(
                    "node",
                    "hosted sign-in page",
                    "https://<domain>.auth.<region>.amazoncognito.com/login",
                    "workos.userManagement.getAuthorizationUrl({provider: 'authkit', clientId, redirectUri})"),
            pair(
                    "node",
                    "code for tokens",
                    "POST /oauth2/token",
                    "workos.userManagement.authenticateWithCode({clientId, code})"),
            pair(
                    "node",
                    "forgotten password",
                    "ForgotPasswordCommand, ConfirmForgotPasswordCommand",
                    "workos.userManagement.createPasswordReset({email}), resetPassword({token, newPassword})"),
            pair(
                    "node",
                    "find a user",
                    "AdminGetUserCommand, ListUsersCommand",
                    "workos.userManagement.getUser(id), getUserByExternalId(sub)"),
            pair(
                    "nextjs",
                    "who is signed in",
                    "Amplify fetchAuthSession(), getCurrentUser()",
                    "withAuth() of @workos-inc/authkit-nextjs"),
            pair(
                    "nextjs",
                    "every page",
                    "Amplify.configure(...), withAuthenticator",
                    "authkitMiddleware(), AuthKitProvider"),
            pair("nextjs", "callback page", "Amplify's OAuth listener", "export const GET = handleAuth()"),
            pair("nextjs", "sign out", "signOut() of aws-amplify/auth", "signOut() of @workos-inc/authkit-nextjs"),
            pair(
                    "java",
                    "sign in",
                    "cognito.initiateAuth(USER_PASSWORD_AUTH)",
                    "workos.getUserManagement().authenticateWithPassword(...)"),
            pair(
                    "java",
                    "code for tokens",
                    "POST /oauth2/token",
                    "workos.getUserManagement().authenticateWithCode(...)"),
            pair(
                    "java",
                    "forgotten password",
                    "cognito.forgotPassword, confirmForgotPassword",
                    "workos.getUserManagement().resetPassword(email), confirmPasswordReset(token, newPassword)"),
            pair(
                    "java",
                    "find a user",
                    "cognito.adminGetUser",
                    "workos.getUserManagement().get(id), getByExternalId(sub)"),
            pair(
                    "python",
                    "sign in",
                    "client.initiate_auth(AuthFlow='USER_PASSWORD_AUTH')",
                    "workos_client.user_management.authenticate_with_password(email=..., password=...)"),
            pair(
                    "python",
                    "code for tokens",
                    "POST /oauth2/token",
                    "workos_client.user_management.authenticate_with_code(code=...)"),
            pair(
                    "python",
                    "forgotten password",
                    "client.forgot_password, confirm_forgot_password",
                    "workos_client.user_management.create_password_reset(email=...), reset_password(token=..., new_password=...)"),
            pair(
                    "python",
                    "find a user",
                    "client.admin_get_user",
                    "workos_client.user_management.get_user(user_id), get_user_by_external_id(sub)"));

    static final List<String> IDENTIFIERS = List.of(
            "Wherever Cognito's sub is a key of yours, it stays one: every migrated user has it as external_id. An access token of WorkOS has WorkOS's own user id as sub; look the user up once at sign-in, or have external_id put into the token by a JWT template in WorkOS's dashboard.",
            "A user who signs up in WorkOS has no external_id: give such users a key of your own at sign-up, and set it as external_id.",
            "The list of users as CSV (GET /migrations/{id}/users as text/csv) is the map of all of them: sub, username, email, workosUserId.",
            "cognito:username has no counterpart: where it is a key of yours, take it from that map.");

    static final List<Change> SESSIONS = List.of(
            new Change(
                    "access token",
                    "an hour by default, 5 minutes to a day; sub is the user pool's",
                    "5 minutes by default, set in the dashboard; sub is WorkOS's user id, sid the session"),
            new Change(
                    "ID token",
                    "a JWT with the user's attributes",
                    "none: the user comes with the answer to the sign-in, or by a call"),
            new Change(
                    "refresh token",
                    "30 days by default, may be used again",
                    "good for one use: each refresh answers the next one, which has to be kept"),
            new Change(
                    "groups",
                    "claim cognito:groups",
                    "claims org_id, role and permissions, for the organization that the session is of"),
            new Change(
                    "custom attributes",
                    "claims custom:* in the ID token",
                    "metadata of the user, or claims by a JWT template; all of them under GET /users/{workosUserId}/attributes here"),
            new Change(
                    "keys to check tokens with",
                    "https://cognito-idp.<region>.amazonaws.com/<pool>/.well-known/jwks.json",
                    "https://api.workos.com/sso/jwks/<client id>"),
            new Change(
                    "sign out",
                    "GlobalSignOut, /logout",
                    "the log-out URL of the session ends it and sends the browser on"),
            new Change("sessions that run", "end with Cognito", "are not carried over: every user signs in once more"));

    /** By the names of LambdaConfig. */
    static final Map<String, String> TRIGGERS = Map.ofEntries(
            Map.entry("PreSignUp", "An action on user registration (WorkOS: Actions), which can refuse it."),
            Map.entry(
                    "PostConfirmation",
                    "The event user.created, or email_verification.created, by webhook or the events API."),
            Map.entry("PreAuthentication", "An action on authentication, which can refuse it."),
            Map.entry("PostAuthentication", "The events authentication.*_succeeded and session.created."),
            Map.entry(
                    "PreTokenGeneration",
                    "A JWT template in WorkOS's dashboard; what it can't say, a look-up at sign-in."),
            Map.entry(
                    "PreTokenGenerationConfig",
                    "A JWT template in WorkOS's dashboard; what it can't say, a look-up at sign-in."),
            Map.entry("UserMigration", "None is needed: Portage brings users over. Remove it when Cognito goes."),
            Map.entry(
                    "CustomMessage",
                    "Branding of WorkOS's mails, or your own mails by the events password_reset.created and magic_auth.created."),
            Map.entry("CustomEmailSender", "Your own mails: switch WorkOS's off and send by its events."),
            Map.entry("CustomSMSSender", "None: WorkOS has no SMS factor for users."),
            Map.entry("DefineAuthChallenge", "None: Magic Auth, passkeys or an identity provider take its place."),
            Map.entry("CreateAuthChallenge", "None: Magic Auth, passkeys or an identity provider take its place."),
            Map.entry(
                    "VerifyAuthChallengeResponse",
                    "None: Magic Auth, passkeys or an identity provider take its place."));

    static final List<String> ROLLBACK = List.of(
            "Until Cognito is deleted it is as it was: Portage writes nothing there. Keep the pool, and its app clients, for as long as you may want to go back.",
            "Put sign-in behind a switch of your own, so that going back is a setting and no release; keep both callback URLs registered meanwhile.",
            "Going back, passwords that were changed in WorkOS are not known to Cognito: such users need a reset there. So are users who signed up in WorkOS: create them in Cognito from GET /user_management/users.",
            "Sessions of WorkOS end with the switch: every user signs in once more.",
            "Last, and only if the move is given up: an undo deletes what was created in WorkOS, and shows beforehand what that is (POST /migrations/{id}/undo, dryRun).");

    private Counterparts() {}

    private static CallPair pair(String stack, String purpose, String before, String after) {
        return new CallPair(stack, purpose, before, after);
    }
}
