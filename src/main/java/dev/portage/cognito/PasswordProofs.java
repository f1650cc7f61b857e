package dev.portage.cognito;

import dev.portage.migration.EndUser;
import dev.portage.migration.Password;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ContextDataType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.HttpHeader;

/**
 * Proves passwords by signing in to a user pool. Each sign-in runs the pool's Lambda triggers and bills a monthly active
 * user, as one of the application's own does; the tokens that it brings are read for the sub and dropped.
 */
@ApplicationScoped
public class PasswordProofs {
    /** Where the sign-in takes place, for the pool's threat protection, which wants all of it or nothing. */
    private static final String SERVER = "portage";

    private static final String PATH = "/sign-in";

    private final CognitoClients clients;
    private final SignInConfig config;
    private final CallMetrics metrics;

    PasswordProofs(CognitoClients clients, SignInConfig config, CallMetrics metrics) {
        this.clients = clients;
        this.config = config;
        this.metrics = metrics;
    }

    /** Whether there is an app client to ask with. */
    public boolean configured() {
        return config.clientId().filter(id -> !id.isBlank()).isPresent();
    }

    /** Asks Cognito whether this is the user's password. */
    public PasswordProof prove(PoolAddress pool, String username, Password password, EndUser from) {
        Map<String, String> parameters = parameters(username);
        parameters.put("PASSWORD", password.reveal());
        return switch (config.signInFlow()) {
            case ADMIN_USER_PASSWORD_AUTH ->
                ask(
                        "AdminInitiateAuth",
                        pool,
                        cognito -> AuthAnswers.read(
                                cognito.adminInitiateAuth(request -> request.userPoolId(pool.userPoolId())
                                        .clientId(client().id())
                                        .authFlow(AuthFlowType.ADMIN_USER_PASSWORD_AUTH)
                                        .authParameters(parameters)
                                        .contextData(context(from)))));
            case USER_PASSWORD_AUTH ->
                ask(
                        "InitiateAuth",
                        pool,
                        cognito -> AuthAnswers.read(cognito.initiateAuth(request -> request.clientId(client().id())
                                .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                                .authParameters(parameters))));
        };
    }

    /**
     * Answers what is owed.
     *
     * @param answer the code, the name of the chosen factor, or the new password
     */
    public PasswordProof answer(PoolAddress pool, CognitoChallenge challenge, String answer, EndUser from) {
        Map<String, String> responses = parameters(challenge.username());
        responses.put(AuthAnswers.responseName(challenge.kind()), answer);
        ChallengeNameType name = ChallengeNameType.fromValue(challenge.kind().name());
        return switch (config.signInFlow()) {
            case ADMIN_USER_PASSWORD_AUTH ->
                ask(
                        "AdminRespondToAuthChallenge",
                        pool,
                        cognito -> AuthAnswers.read(
                                cognito.adminRespondToAuthChallenge(request -> request.userPoolId(pool.userPoolId())
                                        .clientId(client().id())
                                        .challengeName(name)
                                        .session(challenge.session())
                                        .challengeResponses(responses)
                                        .contextData(context(from)))));
            case USER_PASSWORD_AUTH ->
                ask(
                        "RespondToAuthChallenge",
                        pool,
                        cognito -> AuthAnswers.read(
                                cognito.respondToAuthChallenge(request -> request.clientId(client().id())
                                        .challengeName(name)
                                        .session(challenge.session())
                                        .challengeResponses(responses))));
        };
    }

    private AppClient client() {
        return new AppClient(
                config.clientId().orElseThrow(), config.clientSecret().filter(secret -> !secret.isBlank()));
    }

    private Map<String, String> parameters(String username) {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("USERNAME", username);
        client().secretHash(username).ifPresent(hash -> parameters.put("SECRET_HASH", hash));
        return parameters;
    }

    /** Cognito takes the end user's address only with the other three; where it is not known, none of them. */
    private static @Nullable ContextDataType context(EndUser from) {
        String address = from.ipAddress();
        if (address == null) {
            return null;
        }
        String agent = from.userAgent();
        List<HttpHeader> headers = agent == null
                ? List.of()
                : List.of(HttpHeader.builder()
                        .headerName("User-Agent")
                        .headerValue(agent)
                        .build());
        return ContextDataType.builder()
                .ipAddress(address)
                .serverName(SERVER)
                .serverPath(PATH)
                .httpHeaders(headers)
                .build();
    }

    private PasswordProof ask(
            String operation, PoolAddress pool, Function<CognitoIdentityProviderClient, PasswordProof> question) {
        Timer.Sample sample = metrics.start();
        PasswordProof proof = attempt(operation, pool, question);
        metrics.asked(sample, operation, proof);
        return proof;
    }

    private PasswordProof attempt(
            String operation, PoolAddress pool, Function<CognitoIdentityProviderClient, PasswordProof> question) {
        try {
            return question.apply(clients.forPasswords(pool.region()));
        } catch (NamedCredentials.NotFound | SdkException failure) {
            return AuthFailures.read(operation, pool, failure);
        }
    }
}
