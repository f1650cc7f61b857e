package dev.portage.workos;

import com.workos.WorkOS;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jboss.logging.Logger;

/**
 * Loads at the start what a first call needs of the SDK, by a create that is answered from memory. On a cold JVM that
 * takes longer than a slot of the budget is open, and the first slots of an import would be lost. An executable has
 * nothing to load: there it would only delay the start, and keep memory that an idle service does not need.
 */
@ApplicationScoped
class WarmUp {
    private static final Logger LOG = Logger.getLogger(WarmUp.class);

    private static final String ANSWER = """
            {"object": "user", "id": "user_0", "email": "nobody@example.com", "email_verified": true,
             "first_name": null, "last_name": null, "name": null, "profile_picture_url": null, "last_sign_in_at": null,
             "external_id": null, "locale": null, "metadata": {},
             "created_at": "2000-01-01T00:00:00.000Z", "updated_at": "2000-01-01T00:00:00.000Z"}
            """;

    void start(@Observes StartupEvent start, WorkOS workos) {
        if (ImageMode.current().isNativeImage()) {
            return;
        }
        Thread.ofPlatform().daemon().name("portage-warm-up").start(() -> {
            try {
                create(answeringItself(workos));
            } catch (RuntimeException | Error e) {
                LOG.debug("The SDK could not be warmed up: the first calls will be slow", e);
            }
        });
    }

    private static WorkOS answeringItself(WorkOS workos) {
        return WorkOS.builder()
                .apiKey(WorkOsClients.NO_KEY)
                .httpClient(workos.httpClient
                        .newBuilder()
                        .addInterceptor(WarmUp::answer)
                        .build())
                .build();
    }

    private static void create(WorkOS workos) {
        workos.getUserManagement()
                .create(null, "nobody@example.com", null, null, null, true, Map.of("key", "value"), "external");
    }

    private static Response answer(Interceptor.Chain chain) {
        return new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(201)
                .message("Created")
                .body(ResponseBody.create(ANSWER, MediaType.get("application/json")))
                .build();
    }
}
