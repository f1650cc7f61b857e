package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** As on EKS: no keys, a web identity that AWS's token service takes for a role, and TLS to all three sides. */
class RoleOverTlsIT {

    @RegisterExtension
    final Scene scene = new Scene();

    @TempDir
    Path folder;

    @Test
    void isEnoughToImport() throws Exception {
        try (TlsFront front = new TlsFront(folder, scene.sandbox().url())) {
            Path identity = Files.writeString(folder.resolve("token"), "identity-of-the-pod");
            scene.unset("AWS_ACCESS_KEY_ID");
            scene.unset("AWS_SECRET_ACCESS_KEY");
            scene.set("AWS_WEB_IDENTITY_TOKEN_FILE", identity);
            scene.set("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/portage");
            scene.set("AWS_ENDPOINT_URL_STS", front.url());
            scene.set("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER", front.url());
            scene.set("WORKOS_API_URL", front.url());
            scene.sandbox().pool(Scene.POOL, "{\"users\":20,\"oddities\":false}");
            scene.start(front.trust());

            String migration = scene.api().importPool(Scene.POOL);
            scene.awaitCompleted(migration, Duration.ofSeconds(60));

            scene.assertNobodyIsLost(migration);
            assertThat(front.identities()).isNotEmpty().allMatch(request -> request.contains("identity-of-the-pod"));
            assertThat(front.signatures())
                    .isNotEmpty()
                    .allMatch(signature -> signature.contains("Credential=" + TlsFront.ACCESS_KEY));
        }
    }
}
