package dev.portage.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** Who belongs to which organization: at most one membership for each pair. */
final class Memberships {

    record Membership(
            String id,
            String userId,
            String organizationId,
            List<String> roles,
            String status,
            Instant createdAt,
            Instant updatedAt) {

        Membership with(String newStatus, Instant at) {
            return new Membership(id, userId, organizationId, roles, newStatus, createdAt, at);
        }

        Membership madeOn(Instant at) {
            return new Membership(id, userId, organizationId, roles, status, at, at);
        }

        Membership withRoles(List<String> newRoles, Instant at) {
            return new Membership(id, userId, organizationId, newRoles, status, createdAt, at);
        }
    }

    private record Pair(String userId, String organizationId) {}

    private final NavigableMap<String, Membership> byId = new ConcurrentSkipListMap<>();
    private final Map<Pair, String> idByPair = new ConcurrentHashMap<>();
    private final Map<String, List<String>> idsByUser = new ConcurrentHashMap<>();

    /** Adds the membership; false if the user has one there. */
    synchronized boolean add(Membership membership) {
        Pair pair = new Pair(membership.userId(), membership.organizationId());
        if (idByPair.putIfAbsent(pair, membership.id()) != null) {
            return false;
        }
        byId.put(membership.id(), membership);
        idsByUser.merge(membership.userId(), List.of(membership.id()), Memberships::joined);
        return true;
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    boolean exists(String userId, String organizationId) {
        return idByPair.containsKey(new Pair(userId, organizationId));
    }

    Membership get(String id) {
        Membership found = byId.get(id);
        if (found == null) {
            throw WorkosErrors.notFound("Organization membership", id);
        }
        return found;
    }

    NavigableMap<String, Membership> ofUser(String userId) {
        NavigableMap<String, Membership> found = new ConcurrentSkipListMap<>();
        for (String id : idsByUser.getOrDefault(userId, List.of())) {
            found.put(id, get(id));
        }
        return found;
    }

    synchronized void replace(Membership membership) {
        byId.put(membership.id(), membership);
    }

    synchronized void remove(String id) {
        Membership membership = get(id);
        byId.remove(id);
        idByPair.remove(new Pair(membership.userId(), membership.organizationId()));
        idsByUser.computeIfPresent(
                membership.userId(),
                (_, ids) -> ids.stream().filter(other -> !other.equals(id)).toList());
    }

    synchronized void removeUser(String userId) {
        List.copyOf(idsByUser.getOrDefault(userId, List.of())).forEach(this::remove);
        idsByUser.remove(userId);
    }

    synchronized void removeOrganization(String organizationId) {
        byId.values().stream()
                .filter(membership -> membership.organizationId().equals(organizationId))
                .map(Membership::id)
                .toList()
                .forEach(this::remove);
    }

    NavigableMap<String, Membership> byId() {
        return byId;
    }

    synchronized void clear() {
        byId.clear();
        idByPair.clear();
        idsByUser.clear();
    }
}
