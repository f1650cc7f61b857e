package dev.portage.sandbox;

import java.util.Optional;

/**
 * What is peculiar about a generated user. Of every 1,000 users exactly {@link #perThousand} are of each kind, each user
 * is of one kind only, and those of kind {@link #NONE} are plain: CONFIRMED, enabled, with a verified e-mail, names and
 * two custom attributes. The halves of a pair are kinds of their own, and follow each other in the pool.
 */
public enum Oddity {
    /** Plain. */
    NONE(0),
    /** Status UNCONFIRMED, e-mail unverified. */
    UNCONFIRMED(30),
    /** Status FORCE_CHANGE_PASSWORD: has a temporary password. */
    FORCE_CHANGE_PASSWORD(20),
    /** Status RESET_REQUIRED. */
    RESET_REQUIRED(20),
    /** Status ARCHIVED, which the current API model no longer names. */
    ARCHIVED(2),
    /** Status COMPROMISED, which the current API model no longer names. */
    COMPROMISED(2),
    /** Status UNKNOWN. */
    UNKNOWN_STATUS(1),
    /** EXTERNAL_PROVIDER from Google. */
    GOOGLE(20),
    /** EXTERNAL_PROVIDER from Facebook, for which WorkOS has no provider. */
    FACEBOOK(10),
    /** EXTERNAL_PROVIDER from Sign in with Apple. */
    APPLE(5),
    /** EXTERNAL_PROVIDER from the OIDC provider {@code My_Google}, so named {@code My_Google_1172…}. */
    OIDC(5),
    /** EXTERNAL_PROVIDER from the SAML provider {@code Corp_SAML}. */
    SAML(5),
    /** From Google, with {@code primary} and {@code dateCreated} as strings. */
    IDENTITY_AS_STRINGS(3),
    /** CONFIRMED, but {@code Enabled} is false. */
    DISABLED(15),
    /** Has a phone number and no e-mail. */
    PHONE_ONLY(10),
    /** Has an e-mail that is none. */
    INVALID_EMAIL(3),
    /** Has an e-mail with upper-case letters. */
    UPPER_CASE_EMAIL(10),
    /** Plain, and the next user is its CASE_TWIN. */
    CASE_ORIGINAL(5),
    /** Has the e-mail of the user before, in other case. */
    CASE_TWIN(5),
    /** Plain, and the next user is its FEDERATED_TWIN. */
    NATIVE_TWIN(5),
    /** EXTERNAL_PROVIDER from Google with the e-mail of the native user before. */
    FEDERATED_TWIN(5),
    /** CONFIRMED and linked to a Google identity: {@code identities} with {@code primary:false}. */
    LINKED(5),
    /** As LINKED, and the next user is the federated profile that linking left behind. */
    LINKED_WITH_REMNANT(2),
    /** The federated profile of the linked user before, with its e-mail. */
    REMNANT(2),
    /** CONFIRMED with {@code email_verified} "false". */
    UNVERIFIED(20),
    /** Has names in other scripts. */
    UNICODE_NAME(20),
    /** Has 12 custom attributes, more than WorkOS metadata takes. */
    MANY_ATTRIBUTES(10),
    /** Has a custom value of more than 600 characters. */
    LONG_VALUE(5),
    /** Has a custom value that is not ASCII. */
    UNICODE_VALUE(5),
    /** Has no names at all. */
    NO_NAME(20),
    /** CONFIRMED, with a time-based one-time password as second factor. */
    TOTP(10),
    /** CONFIRMED, with text messages as second factor. */
    SMS(5),
    /** CONFIRMED, with a password that Cognito took and WorkOS refuses: {@code short<index>}. */
    WEAK_PASSWORD(5);

    private final int perThousand;

    Oddity(int perThousand) {
        this.perThousand = perThousand;
    }

    /** How many of every 1,000 generated users are of this kind; all that are left are {@link #NONE}. */
    public int perThousand() {
        return perThousand;
    }

    /** Whether the user before in the pool is the other half of a pair. */
    boolean secondOfPair() {
        return this == CASE_TWIN || this == FEDERATED_TWIN || this == REMNANT;
    }

    /** What the next user in the pool is, where this is the first half of a pair. */
    Optional<Oddity> secondHalf() {
        return switch (this) {
            case CASE_ORIGINAL -> Optional.of(CASE_TWIN);
            case NATIVE_TWIN -> Optional.of(FEDERATED_TWIN);
            case LINKED_WITH_REMNANT -> Optional.of(REMNANT);
            default -> Optional.empty();
        };
    }

    /** Whether the user signs in through an identity provider only. */
    public boolean federated() {
        return switch (this) {
            case GOOGLE, FACEBOOK, APPLE, OIDC, SAML, IDENTITY_AS_STRINGS, FEDERATED_TWIN, REMNANT -> true;
            default -> false;
        };
    }

    /** Whether the user signs in with the pool's provider named Google. */
    boolean fromGoogle() {
        return switch (this) {
            case GOOGLE, IDENTITY_AS_STRINGS, FEDERATED_TWIN, REMNANT -> true;
            default -> false;
        };
    }
}
