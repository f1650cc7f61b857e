package dev.portage.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            0,      0 s
            -5,     0 s
            59,     59 s
            60,     1 min
            61,     1 min 1 s
            3599,   59 min 59 s
            3600,   1 h
            22680,  6 h 18 min
            86400,  1 d
            90000,  1 d 1 h
            """)
    void durationsHaveTwoUnits(long seconds, String words) {
        assertThat(Words.duration(Duration.ofSeconds(seconds))).isEqualTo(words);
    }

    @Test
    void numbersAreReadable() {
        assertThat(Words.number(1_234_567)).isEqualTo("1,234,567");
        assertThat(Words.count(1, "user")).isEqualTo("1 user");
        assertThat(Words.count(1200, "user")).isEqualTo("1,200 users");
        assertThat(Words.decimal(44.68)).isEqualTo("44.7");
        assertThat(Words.decimal(44)).isEqualTo("44");
        assertThat(Words.decimal(1234.5)).isEqualTo("1,235");
    }
}
