package dev.portage.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.cognito.ProviderSettings;
import dev.portage.migration.ProviderCheck;
import dev.portage.testing.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.junit.jupiter.api.Test;

/** An operator hears of a certificate before it stops every sign-in. */
class SamlCheckTest {
    private static final Jdbi JDBI = Jdbi.create(TestDatabase.fresh()).installPlugin(new PostgresPlugin());
    private static final FederationRows ROWS = new FederationRows(JDBI);

    private static ProviderCheck examined(String at, Map<String, String> details) throws InterruptedException {
        Instant now = Instant.parse(at);
        return new SamlCheck(new MetadataUrl(), ROWS, Clock.fixed(now, ZoneOffset.UTC))
                .examined(
                        UUID.randomUUID(),
                        new ProviderSettings("Corp", "SAML", details, Map.of()),
                        new ProviderCheck(ProviderCheck.Status.PASSED, "It is active.", null, null, now));
    }

    private static ProviderCheck ofFile(String at) throws InterruptedException {
        return examined(at, Map.of("MetadataFile", SamlMetadataTest.signed()));
    }

    @Test
    void aCertificateThatLastsIsTold() throws InterruptedException {
        ProviderCheck check = ofFile("2036-10-01T00:00:00Z");

        assertThat(check.status()).isEqualTo(ProviderCheck.Status.PASSED);
        assertThat(check.detail()).startsWith("It is active.").contains("good until 2036-11-22");
    }

    @Test
    void oneThatExpiresWithinThirtyDaysIsWarnedOf() throws InterruptedException {
        ProviderCheck check = ofFile("2036-11-01T00:00:00Z");

        assertThat(check.status()).isEqualTo(ProviderCheck.Status.PASSED);
        assertThat(check.detail()).contains("Warning", "2036-11-22", "in 21 days");
    }

    @Test
    void oneThatHasExpiredFails() throws InterruptedException {
        ProviderCheck check = ofFile("2036-11-23T00:00:00Z");

        assertThat(check.status()).isEqualTo(ProviderCheck.Status.FAILED);
        assertThat(check.detail()).contains("has expired on 2036-11-22");
    }

    @Test
    void metadataThatCanNotBeReadFailsNothing() throws InterruptedException {
        ProviderCheck check =
                examined("2036-11-01T00:00:00Z", Map.of("MetadataURL", "https://nobody.invalid/metadata"));

        assertThat(check.status()).isEqualTo(ProviderCheck.Status.PASSED);
        assertThat(check.detail()).contains("https://nobody.invalid/metadata was not read", "its host is not known");
        assertThat(examined("2036-11-01T00:00:00Z", Map.of("MetadataFile", "<html/>"))
                        .detail())
                .contains("can not be read");
    }

    @Test
    void whatWasReadIsKept() {
        UUID migration = UUID.randomUUID();
        JDBI.useHandle(handle -> handle.execute("""
                insert into migration (id, name, state, source_type, options, created_at)
                values (?, 'test', 'CREATED', 'DUMP', '{}', now())
                """, migration));
        SamlMetadata first = SamlMetadata.read(SamlMetadataTest.signed()).orElseThrow();
        SamlMetadata later = new SamlMetadata("urn:idp", null, List.of());

        ROWS.read(migration, "Corp", first);
        assertThat(ROWS.metadata(migration)).isEqualTo(Map.of("Corp", first));
        ROWS.read(migration, "Corp", later);
        assertThat(ROWS.metadata(migration)).isEqualTo(Map.of("Corp", later));
    }
}
