package dev.portage.testing;

import dev.portage.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        return Map.of(
                // The clients of every pool named ..._SignIn.
                "portage.cognito.client-id",
                "signinconfidentialclient",
                "portage.cognito.client-secret",
                "signin-client-secret",
                "portage.sign-in.refusal-step",
                "300ms",
                "portage.workos.api-key",
                Sandbox.API_KEY,
                "portage.workos.client-id",
                Sandbox.CLIENT_ID,
                "portage.workos.api-url",
                sandbox.url().toString(),
                "portage.cognito.endpoint",
                sandbox.url().toString(),
                "portage.cognito.descriptions-per-second",
                "1000",
                "portage.cognito.user-reads-per-second",
                "1000",
                "portage.cognito.region",
                "us-east-1",
                "portage.cognito.access-key-id",
                "sandbox",
                "portage.cognito.secret-access-key",
                "sandbox");
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
