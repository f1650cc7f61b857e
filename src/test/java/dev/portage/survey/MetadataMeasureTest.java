package dev.portage.survey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portage.migration.AttributeMapping;
import dev.portage.migration.CognitoUser;
import dev.portage.migration.Migration;
import dev.portage.migration.Options;
import dev.portage.migration.Source;
import dev.portage.testing.TestDatabase;
import dev.portage.workos.Mapping;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is counted for an attribute, and as a misfit, is whose metadata has it, and whose an import leaves it out of. */
class MetadataMeasureTest {
    private static final Jdbi JDBI = Jdbi.create(TestDatabase.fresh()).installPlugin(new PostgresPlugin());
    private static final Counts COUNTS = new Counts(JDBI);
    private static final String ATTRIBUTE = "address";

    private static final List<String> VALUES = List.of(
            "plain",
            "x".repeat(600),
            "x".repeat(601),
            "Zürich",
            "ü".repeat(98),
            "ü".repeat(99),
            "ü".repeat(601),
            "\uD83E\uDD8A".repeat(49),
            "\uD83E\uDD8A".repeat(50),
            "UTF-8''fake",
            "UTF-8''" + "x".repeat(593),
            "UTF-8''" + "x".repeat(590) + "%",
            "a b+c*d~e",
            "",
            "  \t",
            "\u2003\u3000",
            "\u00A0",
            "\u0085",
            "\u001F",
            "\u180E",
            "\uFEFF");

    private static CognitoUser user(String value) {
        return new CognitoUser(
                "sub",
                "sub",
                "CONFIRMED",
                true,
                null,
                null,
                Map.of("email", "someone@example.com", ATTRIBUTE, value),
                List.of());
    }

    /** A migration with one user, who has this value. */
    private static Migration with(CognitoUser user, Options options) throws JsonProcessingException {
        Migration migration =
                new Migration(UUID.randomUUID(), "test", Source.dump(), options, Instant.parse("2026-01-01T00:00:00Z"));
        String attributes = new ObjectMapper().writeValueAsString(user.attributes());
        JDBI.useHandle(handle -> {
            handle.execute("""
                    insert into migration (id, name, state, source_type, options, created_at)
                    values (?, 'test', 'CREATED', 'DUMP', '{}', now())
                    """, migration.id());
            handle.execute("""
                    insert into source_user (migration_id, sub, username, status, enabled, federated_only, attributes,
                        identities, digest, first_seen_at, updated_at)
                    values (?, 'sub', 'sub', 'CONFIRMED', true, false, cast(? as jsonb), '[]', 'd', now(), now())
                    """, migration.id(), attributes);
        });
        return migration;
    }

    @ParameterizedTest
    @EnumSource
    void isTheImports(Options.UnfitValues unfit) throws JsonProcessingException {
        Map<String, String> keys = Map.of(ATTRIBUTE, "home");
        Options options =
                new Options(null, null, null, null, null, null, null, null, new AttributeMapping(keys), unfit, null);
        for (String value : VALUES) {
            CognitoUser user = user(value);
            Mapping sent = Mapping.of(user, options, keys);
            boolean leftOut = !sent.leftOut().isEmpty();
            Migration migration = with(user, options);
            COUNTS.take(migration, keys.keySet(), Topic.ATTRIBUTE);
            COUNTS.take(migration, keys.keySet(), Topic.MISFIT);
            Found found = new Found(COUNTS.of(migration.id()));

            assertThat(found.attributes(unfit, keys)).as(value).singleElement().satisfies(measured -> {
                assertThat(measured.name()).isEqualTo(ATTRIBUTE);
                assertThat(measured.users())
                        .isEqualTo(leftOut || !sent.user().metadata().isEmpty() ? 1 : 0);
                assertThat(measured.fits()).isEqualTo(!leftOut);
            });
            assertThat(found.misfits(List.of()).isEmpty()).as(value).isEqualTo(!leftOut);
        }
    }
}
