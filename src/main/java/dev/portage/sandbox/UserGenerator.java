package dev.portage.sandbox;

import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Makes the user at an index of a pool: always the same for the same seed, and without holding any. The password of user
 * {@code i} is {@code Passw0rd!<i>}.
 */
final class UserGenerator {

    private static final List<String> GIVEN = List.of(
            "Ada",
            "Alan",
            "Barbara",
            "Claude",
            "Donald",
            "Edsger",
            "Frances",
            "Grace",
            "Hedy",
            "John",
            "Katherine",
            "Leslie",
            "Margaret",
            "Niklaus",
            "Radia",
            "Tim");
    private static final List<String> FAMILY = List.of(
            "Lovelace",
            "Turing",
            "Liskov",
            "Shannon",
            "Knuth",
            "Dijkstra",
            "Allen",
            "Hopper",
            "Lamarr",
            "McCarthy",
            "Johnson",
            "Lamport",
            "Hamilton",
            "Wirth",
            "Perlman",
            "Lee");
    private static final List<String> PLANS = List.of("free", "pro", "team", "enterprise");
    /** 1 January 2020: users were made in the years after. */
    private static final long EPOCH = 1_577_836_800_000L;

    private static final long FIVE_YEARS = 157_680_000_000L;

    private final long seed;
    private final boolean odd;

    UserGenerator(long seed, boolean odd) {
        this.seed = seed;
        this.odd = odd;
    }

    Oddity oddity(int index) {
        return odd ? Oddities.of(index) : Oddity.NONE;
    }

    /** A UUID whose first 8 digits are the index, mixed reversibly; the rest follows from it. */
    String sub(int index) {
        int first = scramble(index ^ (int) Chance.mix(seed));
        long high = Chance.of(seed, index);
        long low = Chance.of(~seed, index);
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(first)
                + "-"
                + hex.toHexDigits(high, 4)
                + "-4"
                + hex.toHexDigits(high >>> 16, 3)
                + "-"
                + hex.toHexDigits(0x8000 | ((low >>> 48) & 0x3fff), 4)
                + "-"
                + hex.toHexDigits(low, 12);
    }

    /** The first hexadecimal digit of the sub, without making the whole. */
    int subDigit(int index) {
        return scramble(index ^ (int) Chance.mix(seed)) >>> 28;
    }

    /** The index that a sub was made from, if it was made here. */
    OptionalInt index(String sub) {
        if (!sub.matches("[0-9a-f]{8}-[0-9a-f-]{27}")) {
            return OptionalInt.empty();
        }
        int index = unscramble(Integer.parseUnsignedInt(sub.substring(0, 8), 16)) ^ (int) Chance.mix(seed);
        return index >= 0 && sub(index).equals(sub) ? OptionalInt.of(index) : OptionalInt.empty();
    }

    private static int scramble(int value) {
        int mixed = value * 0x9e3779b1;
        mixed ^= mixed >>> 16;
        return mixed * 0x85ebca6b;
    }

    private static int unscramble(int value) {
        int mixed = value * 0xa5cb9243;
        mixed ^= mixed >>> 16;
        return mixed * 0x0e8b2f51;
    }

    PoolUser at(int index) {
        Oddity oddity = oddity(index);
        String sub = sub(index);
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("sub", sub);
        OddAttributes.identities(attributes, oddity, index, instant(index).toEpochMilli());
        names(attributes, oddity, index);
        email(attributes, oddity, index);
        attributes.put("custom:plan", PLANS.get(Chance.below(PLANS.size(), seed + 3, index)));
        attributes.put("custom:tenant", "tenant-" + Chance.below(50, seed + 4, index));
        OddAttributes.custom(attributes, oddity, index);
        Instant created = instant(index);
        return new PoolUser(
                sub,
                OddAttributes.username(oddity, index, sub),
                status(oddity),
                oddity != Oddity.DISABLED,
                created,
                created.plusSeconds(Chance.below(10_000_000, seed + 6, index)),
                attributes,
                challenge(oddity),
                oddity.federated() ? null : password(oddity, index));
    }

    private Instant instant(int index) {
        return Instant.ofEpochMilli(EPOCH + Math.floorMod(Chance.of(seed + 5, index), FIVE_YEARS));
    }

    private String given(int index) {
        return GIVEN.get(Chance.below(GIVEN.size(), seed + 1, index));
    }

    private String family(int index) {
        return FAMILY.get(Chance.below(FAMILY.size(), seed + 2, index));
    }

    /** Every address carries the index of its user (of the first of a pair), by which it is found again. */
    private String address(int index) {
        return (given(index) + "." + family(index) + "." + index + "@example.com").toLowerCase(Locale.ROOT);
    }

    private void names(Map<String, String> attributes, Oddity oddity, int index) {
        switch (oddity) {
            case NO_NAME -> {}
            case UNICODE_NAME -> {
                attributes.put("given_name", index % 2 == 0 ? "Zoë" : "太郎");
                attributes.put("family_name", index % 2 == 0 ? "Müller-Łukaszewicz" : "山田");
            }
            default -> {
                attributes.put("given_name", given(index));
                attributes.put("family_name", family(index));
            }
        }
    }

    private void email(Map<String, String> attributes, Oddity oddity, int index) {
        String address = switch (oddity) {
            case PHONE_ONLY -> "";
            case INVALID_EMAIL -> "not-an-address-" + index;
            case UPPER_CASE_EMAIL -> given(index) + "." + family(index) + "." + index + "@Example.COM";
            case CASE_TWIN -> capitalized(address(index - 1));
            case FEDERATED_TWIN, REMNANT -> address(index - 1);
            default -> address(index);
        };
        if (address.isEmpty()) {
            attributes.put("phone_number", "+1555" + String.format("%07d", index));
            attributes.put("phone_number_verified", "true");
        } else {
            attributes.put("email", address);
            attributes.put("email_verified", Boolean.toString(verified(oddity)));
        }
    }

    private static String capitalized(String address) {
        return Character.toUpperCase(address.charAt(0)) + address.substring(1);
    }

    private static boolean verified(Oddity oddity) {
        return switch (oddity) {
            case UNCONFIRMED, UNVERIFIED, INVALID_EMAIL, FACEBOOK, OIDC, SAML, FEDERATED_TWIN, REMNANT -> false;
            default -> true;
        };
    }

    private static String status(Oddity oddity) {
        return switch (oddity) {
            case UNCONFIRMED, FORCE_CHANGE_PASSWORD, RESET_REQUIRED, ARCHIVED, COMPROMISED -> oddity.name();
            case UNKNOWN_STATUS -> "UNKNOWN";
            default -> oddity.federated() ? "EXTERNAL_PROVIDER" : "CONFIRMED";
        };
    }

    private static @Nullable String challenge(Oddity oddity) {
        return switch (oddity) {
            case TOTP -> "SOFTWARE_TOKEN_MFA";
            case SMS -> "SMS_MFA";
            default -> null;
        };
    }

    private static String password(Oddity oddity, int index) {
        return oddity == Oddity.WEAK_PASSWORD ? "short" + index : "Passw0rd!" + index;
    }
}
