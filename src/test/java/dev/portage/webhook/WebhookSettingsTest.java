package dev.portage.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A webhook that could not be told anything, or that others could listen to, keeps the service from starting. */
class WebhookSettingsTest {
    private static final String SECRET = "a-secret-that-is-long-enough";

    private record Settings(Optional<String> url, Optional<String> secret, Optional<String> secretFile)
            implements WebhookConfig {
        @Override
        public Duration timeout() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration giveUpAfter() {
            return Duration.ofDays(1);
        }
    }

    private static WebhookSettings settings(@Nullable String url, @Nullable String secret, @Nullable String file) {
        return new WebhookSettings(
                new Settings(Optional.ofNullable(url), Optional.ofNullable(secret), Optional.ofNullable(file)));
    }

    @Test
    void withoutAUrlNobodyIsTold() {
        WebhookSettings none = settings(null, null, null);
        assertThat(none.isSet()).isFalse();
        assertThat(none.endpoint()).isEmpty();
        assertThatCode(() -> none.refuse(new StartupEvent())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://hooks.example.com/portage", "http://localhost:9000/hook", "http://127.0.0.1/hook"})
    void httpsAndThisMachineAreTaken(String url) {
        assertThatCode(() -> settings(url, SECRET, null).refuse(new StartupEvent()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://hooks.example.com/s3cr3t-path", "ftp://hooks.example.com/s3cr3t-path", "s3cr3t-path"})
    void anythingElseIsRefusedWithoutSayingIt(String url) {
        assertThatThrownBy(() -> settings(url, SECRET, null).refuse(new StartupEvent()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PORTAGE_WEBHOOK_URL must be an https:// address")
                .hasMessageNotContaining("s3cr3t-path");
    }

    @Test
    void aSecretThatIsShortOrCanNotBeReadIsRefused() {
        assertThatThrownBy(() ->
                        settings("https://hooks.example.com", "short", null).refuse(new StartupEvent()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PORTAGE_WEBHOOK_SECRET")
                .hasMessageNotContaining("'short'");
        assertThatThrownBy(() -> settings("https://hooks.example.com", SECRET, "no-such-file")
                        .refuse(new StartupEvent()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PORTAGE_WEBHOOK_SECRET_FILE");
    }
}
