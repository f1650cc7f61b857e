package dev.portage.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
    private static final EntityTag TAG = new EntityTag("abc-1");

    @Test
    void theSameAnswerHasTheSameTagAndAnotherAnother() {
        assertThat(EntityTag.of("{}")).isEqualTo(EntityTag.of("{}")).isNotEqualTo(EntityTag.of("{ }"));
        assertThat(TAG).hasToString("\"abc-1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"abc-1\"", "W/\"abc-1\"", "\"x\", \"abc-1\"", "\"x\",W/\"abc-1\" , \"y\"", "*", " * "})
    void isKnownByWeakComparison(String header) {
        assertThat(TAG.isIn(List.of(header))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc-1", "\"abc-2\"", "\"abc-1", "w/abc-1", "\"\"", "\"*\"", "**"})
    void isNotKnownByAnythingElse(String header) {
        assertThat(TAG.isIn(List.of(header))).isFalse();
        assertThat(TAG.isStronglyIn(List.of(header))).isFalse();
    }

    @Test
    void aWeakTagNeverMatchesStrongly() {
        assertThat(TAG.isStronglyIn(List.of("\"abc-1\""))).isTrue();
        assertThat(TAG.isStronglyIn(List.of("*"))).isTrue();
        assertThat(TAG.isStronglyIn(List.of("\"x\"", "\"y\", \"abc-1\""))).isTrue();
        assertThat(TAG.isStronglyIn(List.of("W/\"abc-1\""))).isFalse();
    }

    @Test
    void noHeaderKnowsNothing() {
        assertThat(TAG.isIn(List.of())).isFalse();
        assertThat(TAG.isStronglyIn(List.of())).isFalse();
    }
}
