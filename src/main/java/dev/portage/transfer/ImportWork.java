package dev.portage.transfer;

import dev.portage.migration.Memberships;
import dev.portage.migration.Options;
import dev.portage.migration.SourceUser;
import dev.portage.workos.Mapping;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What is needed to bring one user over.
 *
 * @param keys from Cognito attribute to metadata key
 * @param memberships that the user is to have in WorkOS
 */
record ImportWork(
        SourceUser user, UUID runId, Options options, Map<String, String> keys, List<Memberships.Wanted> memberships) {

    Mapping mapping() {
        return Mapping.of(user.cognito(), options, keys);
    }
}
