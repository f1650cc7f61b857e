package dev.portage.cognito;

import dev.portage.migration.Source;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;

/** Makes calls to Cognito, and reads every failure as an answer. */
@ApplicationScoped
class Calls {
    // A region becomes part of a host name, and both come from people: only what looks like one goes further.
    private static final Pattern REGION = Pattern.compile(Source.REGION);
    private static final Pattern POOL = Pattern.compile(Source.USER_POOL_ID);

    private final CognitoClients clients;
    private final CallMetrics metrics;

    Calls(CognitoClients clients, CallMetrics metrics) {
        this.clients = clients;
        this.metrics = metrics;
    }

    /** @param question answered with empty where the answer says success, but lacks what was asked for */
    <T> Reading<T> ask(Call call, Function<CognitoIdentityProviderClient, Optional<T>> question) {
        if (!REGION.matcher(call.region()).matches()) {
            return new Reading.Refused<>("The region is none of AWS's: give one such as eu-west-1");
        }
        if (call.userPoolId().filter(id -> !isPoolId(id)).isPresent()) {
            return new Reading.PoolNotFound<>("The user pool id is none: give one such as eu-west-1_AbC123xyz");
        }
        Timer.Sample sample = metrics.start();
        Reading<T> reading = attempt(call, question);
        metrics.ended(sample, call.operation(), reading);
        return reading;
    }

    private static boolean isPoolId(String id) {
        return id.length() <= Source.LONGEST_USER_POOL_ID && POOL.matcher(id).matches();
    }

    private <T> Reading<T> attempt(Call call, Function<CognitoIdentityProviderClient, Optional<T>> question) {
        try {
            return question.apply(clients.in(call.region()))
                    .<Reading<T>>map(Reading.Read::new)
                    .orElseGet(() -> Failures.incomplete(call));
        } catch (NamedCredentials.NotFound | SdkException failure) {
            return Failures.of(call, failure);
        }
    }
}
