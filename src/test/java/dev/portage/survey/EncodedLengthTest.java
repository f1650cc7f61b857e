package dev.portage.survey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.migration.AttributeMapping;
import dev.portage.migration.Options;
import dev.portage.testing.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database says of a value's length is what is sent. */
class EncodedLengthTest {
    private static final Jdbi JDBI = Jdbi.create(TestDatabase.fresh());

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a b+c*d~e", "Zürich *-._~ 42", "UTF-8''x y", "🦊 ’n’ ÿ", "%41ß"})
    void isThatOfWhatIsSent(String value) {
        int length = JDBI.withHandle(handle -> handle.createQuery("select encoded_length(:value)")
                .bind("value", value)
                .mapTo(int.class)
                .one());

        assertThat(length)
                .isEqualTo(AttributeMapping.asMetadata(value, Options.UnfitValues.ENCODE)
                        .orElseThrow()
                        .length());
    }
}
