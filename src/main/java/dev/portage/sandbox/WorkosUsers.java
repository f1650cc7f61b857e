package dev.portage.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The users of the WorkOS stand-in: one per e-mail (whatever its case) and one per external id. */
final class WorkosUsers {

    /** What stands in the way of a user. */
    enum Clash {
        EMAIL,
        EXTERNAL_ID
    }

    private final NavigableMap<String, WorkosUser> byId = new ConcurrentSkipListMap<>();
    private final Map<String, String> idByEmail = new ConcurrentHashMap<>();
    private final Map<String, String> idByExternalId = new ConcurrentHashMap<>();
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Map<String, UserTraits> traits = new ConcurrentHashMap<>();

    /** Adds the user unless something clashes; says all that does. */
    synchronized List<Clash> add(WorkosUser user, @Nullable String password) {
        List<Clash> clashes = clashes(user);
        if (clashes.isEmpty()) {
            put(user);
            if (password != null) {
                passwords.put(user.id(), password);
            }
        }
        return clashes;
    }

    /** Replaces the user by what {@code change} makes of it, unless that clashes. */
    synchronized List<Clash> change(String id, UnaryOperator<WorkosUser> change, @Nullable String password) {
        WorkosUser old = byId.get(id);
        if (old == null) {
            throw WorkosErrors.notFound("User", id);
        }
        WorkosUser changed = change.apply(old);
        List<Clash> clashes = clashes(changed);
        if (clashes.isEmpty()) {
            forget(old);
            put(changed);
            if (password != null) {
                passwords.put(id, password);
            }
        }
        return clashes;
    }

    private List<Clash> clashes(WorkosUser user) {
        List<Clash> clashes = new ArrayList<>(2);
        if (!user.id().equals(idByEmail.getOrDefault(fold(user.email()), user.id()))) {
            clashes.add(Clash.EMAIL);
        }
        String externalId = user.externalId();
        if (externalId != null && !user.id().equals(idByExternalId.getOrDefault(externalId, user.id()))) {
            clashes.add(Clash.EXTERNAL_ID);
        }
        return clashes;
    }

    private void put(WorkosUser user) {
        byId.put(user.id(), user);
        idByEmail.put(fold(user.email()), user.id());
        if (user.externalId() != null) {
            idByExternalId.put(user.externalId(), user.id());
        }
    }

    private void forget(WorkosUser user) {
        byId.remove(user.id());
        idByEmail.remove(fold(user.email()));
        if (user.externalId() != null) {
            idByExternalId.remove(user.externalId());
        }
    }

    synchronized Optional<WorkosUser> remove(String id) {
        WorkosUser user = byId.get(id);
        if (user != null) {
            forget(user);
            passwords.remove(id);
            traits.remove(id);
        }
        return Optional.ofNullable(user);
    }

    Optional<WorkosUser> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    WorkosUser get(String id) {
        return find(id).orElseThrow(() -> WorkosErrors.notFound("User", id));
    }

    Optional<WorkosUser> byEmail(String email) {
        return Optional.ofNullable(idByEmail.get(fold(email))).flatMap(this::find);
    }

    Optional<WorkosUser> byExternalId(String externalId) {
        return Optional.ofNullable(idByExternalId.get(externalId)).flatMap(this::find);
    }

    boolean passwordIs(String id, String password) {
        return password.equals(passwords.get(id));
    }

    UserTraits traits(String id) {
        return traits.getOrDefault(id, UserTraits.NONE);
    }

    void traits(String id, UserTraits wanted) {
        traits.put(id, wanted);
    }

    NavigableMap<String, WorkosUser> byId() {
        return byId;
    }

    int size() {
        return idByEmail.size();
    }

    synchronized void clear() {
        for (Map<?, ?> map : List.of(byId, idByEmail, idByExternalId, passwords, traits)) {
            map.clear();
        }
    }

    static String fold(String email) {
        return email.toLowerCase(Locale.ROOT);
    }
}
