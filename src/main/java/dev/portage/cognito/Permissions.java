package dev.portage.cognito;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;

/**
 * Tries whether the credentials at hand may make a call. Each try is the smallest call of its kind: it lists one thing, or
 * names something that there is not. None changes anything, runs a trigger, or makes anybody an active user.
 */
@ApplicationScoped
public class Permissions {
    /** Named where a call wants a name; that there is nothing of that name is an answer from behind the door. */
    private static final String NOBODY = "portage-preflight";

    private static final String NO_CLIENT = "portagepreflight";

    private static final String NO_SESSION = "portage-preflight-has-no-session";
    private static final String NOT_FOUND = "ResourceNotFoundException";
    private static final String INVALID = "InvalidParameterException";

    private final Calls calls;
    private final SignInConfig signIn;

    Permissions(Calls calls, SignInConfig signIn) {
        this.calls = calls;
        this.signIn = signIn;
    }

    /**
     * Whether this service ever makes such a call, as it is set up: without an app client it proves no passwords, and by
     * {@code USER_PASSWORD_AUTH} it does so without credentials.
     */
    public boolean needed(Action action) {
        return !action.provesPasswords()
                || (signIn.clientId().filter(id -> !id.isBlank()).isPresent()
                        && signIn.signInFlow() == SignInConfig.Flow.ADMIN_USER_PASSWORD_AUTH);
    }

    /** A call that this service makes, with the IAM action of the same name that allows it. */
    public enum Action {
        LIST_USER_POOLS("ListUserPools"),
        DESCRIBE_USER_POOL("DescribeUserPool"),
        LIST_USERS("ListUsers"),
        LIST_GROUPS("ListGroups"),
        LIST_USERS_IN_GROUP("ListUsersInGroup"),
        LIST_IDENTITY_PROVIDERS("ListIdentityProviders"),
        DESCRIBE_IDENTITY_PROVIDER("DescribeIdentityProvider"),
        LIST_USER_POOL_CLIENTS("ListUserPoolClients"),
        DESCRIBE_USER_POOL_CLIENT("DescribeUserPoolClient"),
        ADMIN_GET_USER("AdminGetUser"),
        ADMIN_INITIATE_AUTH("AdminInitiateAuth"),
        ADMIN_RESPOND_TO_AUTH_CHALLENGE("AdminRespondToAuthChallenge");

        private final String operation;

        Action(String operation) {
            this.operation = operation;
        }

        /** As IAM names it. */
        public String iam() {
            return "cognito-idp:" + operation;
        }

        private boolean provesPasswords() {
            return this == ADMIN_INITIATE_AUTH || this == ADMIN_RESPOND_TO_AUTH_CHALLENGE;
        }
    }

    /** Whether the credentials may do it on this pool: read where they may. */
    public Reading<Action> mayDo(Action action, String region, String userPoolId) {
        Call call = action == Action.LIST_USER_POOLS
                ? Call.ofAccount(action.operation, region, Optional.empty())
                : Call.of(action.operation, region, userPoolId, Optional.empty());
        return calls.ask(call, client -> {
            try {
                attempt(action, client, userPoolId);
            } catch (AwsServiceException answer) {
                if (!admitted(action, answer)) {
                    throw answer;
                }
            }
            return Optional.of(action);
        });
    }

    /** Whether the answer comes from behind the check of the rights. */
    private static boolean admitted(Action action, AwsServiceException answer) {
        String code = answer.awsErrorDetails() == null
                ? ""
                : String.valueOf(answer.awsErrorDetails().errorCode());
        return switch (action) {
            case LIST_USERS_IN_GROUP, DESCRIBE_IDENTITY_PROVIDER, DESCRIBE_USER_POOL_CLIENT -> code.equals(NOT_FOUND);
            case ADMIN_GET_USER -> code.equals("UserNotFoundException");
            case ADMIN_INITIATE_AUTH -> code.equals(NOT_FOUND) || code.equals(INVALID);
            case ADMIN_RESPOND_TO_AUTH_CHALLENGE ->
                code.equals(NOT_FOUND) || code.equals(INVALID) || code.equals("NotAuthorizedException");
            default -> false;
        };
    }

    private static void attempt(Action action, CognitoIdentityProviderClient client, String pool) throws SdkException {
        switch (action) {
            case LIST_USER_POOLS -> client.listUserPools(request -> request.maxResults(1));
            case DESCRIBE_USER_POOL -> client.describeUserPool(request -> request.userPoolId(pool));
            case LIST_USERS ->
                client.listUsers(request -> request.userPoolId(pool).limit(1));
            case LIST_GROUPS ->
                client.listGroups(request -> request.userPoolId(pool).limit(1));
            case LIST_USERS_IN_GROUP ->
                client.listUsersInGroup(
                        request -> request.userPoolId(pool).groupName(NOBODY).limit(1));
            case LIST_IDENTITY_PROVIDERS ->
                client.listIdentityProviders(request -> request.userPoolId(pool).maxResults(1));
            case DESCRIBE_IDENTITY_PROVIDER ->
                client.describeIdentityProvider(
                        request -> request.userPoolId(pool).providerName(NOBODY));
            case LIST_USER_POOL_CLIENTS ->
                client.listUserPoolClients(request -> request.userPoolId(pool).maxResults(1));
            case DESCRIBE_USER_POOL_CLIENT ->
                client.describeUserPoolClient(
                        request -> request.userPoolId(pool).clientId(NO_CLIENT));
            case ADMIN_GET_USER ->
                client.adminGetUser(request -> request.userPoolId(pool).username(NOBODY));
            case ADMIN_INITIATE_AUTH ->
                client.adminInitiateAuth(request ->
                        request.userPoolId(pool).clientId(NO_CLIENT).authFlow(AuthFlowType.ADMIN_USER_PASSWORD_AUTH));
            case ADMIN_RESPOND_TO_AUTH_CHALLENGE ->
                client.adminRespondToAuthChallenge(request -> request.userPoolId(pool)
                        .clientId(NO_CLIENT)
                        .challengeName(ChallengeNameType.SOFTWARE_TOKEN_MFA)
                        .session(NO_SESSION));
        }
    }
}
