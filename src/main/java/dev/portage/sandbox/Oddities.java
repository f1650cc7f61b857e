package dev.portage.sandbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How many users of each kind a generated pool has. The kind of a user follows from its index alone: the kinds are laid
 * out over a block of 1,000 users, spread evenly, and the block repeats.
 *
 * @param users how many users the pool was made with
 * @param counts users by kind; every kind is present
 */
public record Oddities(int users, Map<Oddity, Integer> counts) {

    static final int BLOCK = 1_000;

    private static final List<Oddity> LAYOUT = layout();

    public Oddities {
        counts = Collections.unmodifiableMap(new EnumMap<>(counts));
    }

    /** How many users are of that kind. */
    public int count(Oddity oddity) {
        return counts.getOrDefault(oddity, 0);
    }

    /** The users whose sign-in is at an identity provider only (Cognito's status EXTERNAL_PROVIDER). */
    public int federated() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().federated())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** The users without an e-mail that WorkOS could take. */
    public int withoutUsableEmail() {
        return count(Oddity.PHONE_ONLY) + count(Oddity.INVALID_EMAIL);
    }

    /** The users whose e-mail, without regard to case, is another user's as well, counted by their second. */
    public int duplicateEmails() {
        return count(Oddity.CASE_TWIN) + count(Oddity.FEDERATED_TWIN) + count(Oddity.REMNANT);
    }

    /** The kind of the user that was generated for an index. */
    public static Oddity of(int index) {
        return LAYOUT.get(index % BLOCK);
    }

    static Oddities in(int users, boolean odd) {
        Map<Oddity, Integer> counts = new EnumMap<>(Oddity.class);
        for (Oddity oddity : Oddity.values()) {
            counts.put(oddity, 0);
        }
        if (odd) {
            int blocks = users / BLOCK;
            for (int i = 0; i < BLOCK; i++) {
                counts.merge(LAYOUT.get(i), blocks + (i < users % BLOCK ? 1 : 0), Integer::sum);
            }
        } else {
            counts.put(Oddity.NONE, users);
        }
        return new Oddities(users, counts);
    }

    /** Spreads the kinds over the block, so that any page of users shows several; the halves of a pair stay together. */
    private static List<Oddity> layout() {
        List<List<Oddity>> units = new ArrayList<>();
        for (Oddity oddity : Oddity.values()) {
            for (int i = 0; i < oddity.perThousand(); i++) {
                if (!oddity.secondOfPair()) {
                    units.add(Stream.concat(Stream.of(oddity), oddity.secondHalf().stream())
                            .toList());
                }
            }
        }
        int taken = units.stream().mapToInt(List::size).sum();
        for (int i = taken; i < BLOCK; i++) {
            units.add(List.of(Oddity.NONE));
        }
        List<Oddity> layout = new ArrayList<>(BLOCK);
        // A stride without a common factor visits every unit once.
        int stride = units.size() * 2 / 5;
        while (gcd(stride, units.size()) != 1) {
            stride++;
        }
        for (int i = 0; i < units.size(); i++) {
            layout.addAll(units.get((int) ((long) i * stride % units.size())));
        }
        return List.copyOf(layout);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
