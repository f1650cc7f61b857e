package dev.portage.migration;

import static dev.portage.migration.Options.UnfitValues.ENCODE;
import static dev.portage.migration.Options.UnfitValues.LEAVE_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnfitValuesTest {
    @Test
    void whatFitsGoesAsItIs() {
        assertThat(AttributeMapping.asMetadata("pro", LEAVE_OUT)).contains("pro");
        assertThat(AttributeMapping.asMetadata("pro", ENCODE)).contains("pro");
        assertThat(AttributeMapping.asMetadata("x".repeat(600), LEAVE_OUT)).isPresent();
    }

    @Test
    void nothingIsCut() {
        assertThat(AttributeMapping.asMetadata("x".repeat(601), ENCODE)).isEmpty();
        assertThat(AttributeMapping.asMetadata("ü".repeat(200), ENCODE)).isEmpty();
        assertThat(AttributeMapping.asMetadata("Zürich", LEAVE_OUT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zürich", "東京 *+%", "UTF-8''fake", "🚀"})
    void whatIsEncodedIsReadBackToTheLetter(String value) {
        String sent = AttributeMapping.asMetadata(value, ENCODE).orElseThrow();
        assertThat(sent).startsWith("UTF-8''").matches("\\p{ASCII}+").doesNotContain("+", "*");
        assertThat(URLDecoder.decode(sent.substring("UTF-8''".length()), StandardCharsets.UTF_8))
                .isEqualTo(value);
    }
}
