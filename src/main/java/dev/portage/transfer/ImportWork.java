package dev.portage.transfer;

import dev.portage.migration.Memberships;
import dev.portage.migration.Options;
import dev.portage.migration.SourceUser;
import dev.portage.workos.Mapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is needed to bring one user over.
 *
 * @param keys from Cognito attribute to metadata key; empty where no run has fixed them yet
 * @param memberships that the user is to have in WorkOS
 */
record ImportWork(
        SourceUser user,
        UUID runId,
        Options options,
        Optional<Map<String, String>> keys,
        List<Memberships.Wanted> memberships) {

    Mapping mapping() {
        return Mapping.of(user.cognito(), options, keys.orElse(Map.of()));
    }
}
