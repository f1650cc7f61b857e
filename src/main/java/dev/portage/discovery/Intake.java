package dev.portage.discovery;

import dev.portage.cognito.UnreadableUser;
import dev.portage.migration.CognitoUser;
import dev.portage.migration.Discovered;
import dev.portage.migration.DiscoveredUsers;
import dev.portage.migration.Eligibility;
import dev.portage.migration.Migration;
import dev.portage.migration.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Turns listed users into rows, each with what the options make of it, whether they come from a pool or a dump. */
@ApplicationScoped
class Intake {
    private final DiscoveredUsers users;

    Intake(DiscoveredUsers users) {
        this.users = users;
    }

    /** Joins the caller's transaction; answers the subs of those who are in the rows now. */
    List<String> take(Migration migration, List<CognitoUser> listed, List<UnreadableUser> unreadable) {
        List<Discovered> discovered = Stream.concat(
                        listed.stream()
                                .map(user -> new Discovered(user, Eligibility.reasonToSkip(user, migration.options()))),
                        unreadable.stream().map(Intake::unidentified))
                .toList();
        users.upsert(migration.id(), discovered);
        return discovered.stream().map(user -> user.user().sub()).toList();
    }

    /** A row for somebody of whom nothing is known but where it stood: an id of ours, the same each time it is met. */
    private static Discovered unidentified(UnreadableUser entry) {
        String name = Objects.requireNonNullElse(entry.username(), entry.position());
        String id = "unidentified-" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        CognitoUser user =
                new CognitoUser(id, name, "UNKNOWN", true, null, null, Map.of("problem", entry.reason()), List.of());
        return new Discovered(user, Optional.of(Reason.UNIDENTIFIED));
    }
}
