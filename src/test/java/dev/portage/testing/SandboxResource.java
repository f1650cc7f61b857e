package dev.portage.testing;

import dev.portage.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sandbox for every {@code @QuarkusTest}; a field of type {@link Sandbox} is given it. */
@WithTestResource(value = SandboxResource.class, scope = TestResourceScope.GLOBAL)
public final class SandboxResource implements QuarkusTestResourceLifecycleManager {
    private @Nullable Sandbox sandbox;

    @Override
    public Map<String, String> start() {
        try {
            sandbox = Sandbox.start(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings(sandbox);
    }

    /** What points a service at a sandbox. */
    public static Map<String, String> settings(Sandbox sandbox) {
        Map<String, String> settings = new HashMap<>();
        // The clients of every pool named ..._SignIn.
        settings.put("portage.cognito.client-id", "signinconfidentialclient");
        settings.put("portage.cognito.client-secret", "signin-client-secret");
        settings.put("portage.sign-in.refusal-step", "300ms");
        settings.put("portage.reset.events-every", "1s");
        settings.put("portage.workos.api-key", Sandbox.API_KEY);
        settings.put("portage.workos.client-id", Sandbox.CLIENT_ID);
        settings.put("portage.workos.api-url", sandbox.url().toString());
        settings.put("portage.cognito.endpoint", sandbox.url().toString());
        settings.put("portage.cognito.requests-per-second", "100");
        settings.put("portage.cognito.descriptions-per-second", "1000");
        settings.put("portage.cognito.user-reads-per-second", "1000");
        settings.put("portage.cognito.region", "us-east-1");
        settings.put("portage.cognito.access-key-id", "sandbox");
        settings.put("portage.cognito.secret-access-key", "sandbox");
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(sandbox, field -> field.getType() == Sandbox.class);
    }

    @Override
    public void stop() {
        Objects.requireNonNull(sandbox).close();
    }
}
