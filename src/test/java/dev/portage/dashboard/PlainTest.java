package dev.portage.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Start an import (POST …/imports).                          | Start an import.
            See them (GET …/users?state=FAILED), then retry (POST …/retry). | See them, then retry.
            Send it (POST …/retry with "again":true) once more.        | Send it once more.
            10 users (of 12) can POST a form (by hand).                | 10 users (of 12) can POST a form (by hand).
            """)
    void callsOfTheApiAreLeftOut(String said, String shown) {
        assertThat(Plain.plain(said)).isEqualTo(shown);
    }
}
