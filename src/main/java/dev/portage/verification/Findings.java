package dev.portage.verification;

import dev.portage.migration.CognitoUser;
import dev.portage.migration.Membership;
import dev.portage.migration.Migration;
import dev.portage.migration.ProviderCheck;
import dev.portage.migration.SignIns;
import dev.portage.migration.SourceType;
import dev.portage.migration.SourceUser;
import dev.portage.workos.WorkOsUser;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One user, looked at in all three places.
 *
 * @param migration the user's, or else the newest live one; empty where there is none
 * @param attributeKeys from Cognito attribute to metadata key, as the latest run fixed them
 * @param passwordKnown whether the user is known to have a password in WorkOS
 * @param identities the OAuth providers that WorkOS has linked, as its API names them
 * @param cameByProvider whether the user is known to have signed in to WorkOS through an identity provider
 * @param providerChecks the latest check of each identity provider of the migration that was checked, by its name
 * @param fallback whether an app client is set by which sign-ins ask Cognito
 * @param signIns the latest, the newest first
 */
record Findings(
        Optional<Migration> migration,
        Looked<CognitoUser> cognito,
        Optional<SourceUser> row,
        List<Membership> memberships,
        Looked<WorkOsUser> workos,
        Map<String, String> attributeKeys,
        boolean passwordKnown,
        Set<String> identities,
        boolean cameByProvider,
        Map<String, ProviderCheck> providerChecks,
        Optional<Mail> mail,
        boolean fallback,
        List<SignIns.Recorded> signIns) {

    Findings {
        memberships = List.copyOf(memberships);
        attributeKeys = Map.copyOf(attributeKeys);
        identities = Set.copyOf(identities);
        providerChecks = Map.copyOf(providerChecks);
        signIns = List.copyOf(signIns);
    }

    /**
     * What a look at one place brought.
     *
     * @param trouble why it could not be looked at; empty where it could
     */
    record Looked<T>(Optional<T> found, Optional<String> trouble) {
        static <T> Looked<T> at(Optional<T> found) {
            return new Looked<>(found, Optional.empty());
        }

        static <T> Looked<T> failed(String why) {
            return new Looked<>(Optional.empty(), Optional.of(why));
        }

        /** Whether it is certain that there is no such user. */
        boolean absent() {
            return found.isEmpty() && trouble.isEmpty();
        }
    }

    /** The latest password reset that was asked for. */
    record Mail(String state, Optional<String> reason, Instant at) {}

    /** Whether the source can't be asked, since it is a dump. */
    boolean fromDump() {
        return migration.filter(each -> each.source().type() == SourceType.DUMP).isPresent();
    }

    /** The user as Cognito has it now, or else as it was when it was read. */
    Optional<CognitoUser> person() {
        return cognito.found().or(() -> row.map(SourceUser::cognito));
    }
}
