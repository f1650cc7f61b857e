package dev.portage.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portage.migration.InvalidRequestException;
import java.time.Instant;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CursorTest {

    @Test
    void aCursorComesBackAsItWas() {
        UUID id = UUID.randomUUID();
        Instant at = Instant.parse("2026-01-31T12:00:00.123456Z");
        Cursor back = Cursor.decode(Cursor.of(at, id, 7L, "ü+x@example.com").encoded());
        assertThat(back.instant(0)).isEqualTo(at);
        assertThat(back.uuid(1)).isEqualTo(id);
        assertThat(back.number(2)).isEqualTo(7);
        assertThat(back.text(3)).isEqualTo("ü+x@example.com");
        assertThatThrownBy(() -> back.text(4)).isInstanceOf(InvalidRequestException.class);
    }

    @Property
    void whateverIsMadeUpIsRefusedPolitely(@ForAll @StringLength(max = 40) String text) {
        try {
            assertThat(Cursor.decode(text).number(0)).isNotNull();
        } catch (InvalidRequestException e) {
            assertThat(e.errors().getFirst().field()).isEqualTo("after");
        }
    }
}
