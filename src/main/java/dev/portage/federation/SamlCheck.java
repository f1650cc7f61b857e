package dev.portage.federation;

import dev.portage.cognito.ProviderSettings;
import dev.portage.migration.ProviderCheck;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Adds to the check of a SAML provider what its metadata says: an expired certificate stops every sign-in. */
@ApplicationScoped
class SamlCheck {
    private static final Duration SOON = Duration.ofDays(30);

    private final MetadataUrl urls;
    private final FederationRows rows;
    private final Clock clock;

    SamlCheck(MetadataUrl urls, FederationRows rows, Clock clock) {
        this.urls = urls;
        this.rows = rows;
        this.clock = clock;
    }

    /** Reads the metadata, as a file that Cognito has or at its address, and keeps what was read there. */
    ProviderCheck examined(UUID migrationId, ProviderSettings settings, ProviderCheck check)
            throws InterruptedException {
        Optional<String> file = settings.detail("MetadataFile");
        Optional<String> url = settings.detail("MetadataURL");
        if (file.isPresent()) {
            return SamlMetadata.read(file.get())
                    .map(metadata -> with(check, metadata))
                    .orElseGet(() -> noting(check, "The metadata that Cognito has as a file can not be read."));
        }
        if (url.isEmpty()) {
            return check;
        }
        MetadataUrl.Answer answer = urls.read(url.get());
        return switch (answer) {
            case MetadataUrl.Answer.Read(SamlMetadata metadata) -> {
                QuarkusTransaction.requiringNew().run(() -> rows.read(migrationId, settings.name(), metadata));
                yield with(check, metadata);
            }
            case MetadataUrl.Answer.Unread(String why) ->
                noting(
                        check,
                        "The metadata at %s was not read, since %s: see for yourself when its certificate expires."
                                .formatted(url.get(), why));
        };
    }

    private ProviderCheck with(ProviderCheck check, SamlMetadata metadata) {
        Optional<Instant> expires = metadata.expires();
        if (expires.isEmpty()) {
            return noting(check, "Its metadata has no signing certificate.");
        }
        Instant now = clock.instant();
        LocalDate day = LocalDate.ofInstant(expires.get(), ZoneOffset.UTC);
        if (!expires.get().isAfter(now)) {
            ProviderCheck noted = noting(
                    check,
                    "Its signing certificate has expired on %s: have the identity provider's administrator renew it, then read the metadata into the connection again."
                            .formatted(day));
            return new ProviderCheck(
                    ProviderCheck.Status.FAILED,
                    noted.detail(),
                    noted.redirectUri(),
                    noted.workosClientId(),
                    noted.checkedAt());
        }
        Duration left = Duration.between(now, expires.get());
        return noting(
                check,
                left.compareTo(SOON) <= 0
                        ? "Warning: its signing certificate expires on %s, in %d days. Have the identity provider's administrator renew it, then read the metadata into the connection again."
                                .formatted(day, left.toDays())
                        : "Its signing certificate is good until %s.".formatted(day));
    }

    private static ProviderCheck noting(ProviderCheck check, String note) {
        return new ProviderCheck(
                check.status(),
                check.detail() + " " + note,
                check.redirectUri(),
                check.workosClientId(),
                check.checkedAt());
    }
}
