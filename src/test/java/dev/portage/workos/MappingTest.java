package dev.portage.workos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.portage.migration.AttributeMapping;
import dev.portage.migration.Options;
import dev.portage.testing.CognitoUsers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingTest {

    private static Mapping map(CognitoUsers user, Map<String, String> keys) {
        return Mapping.of(user.user(), Options.DEFAULTS, keys);
    }

    private static NewUser map(CognitoUsers user) {
        return map(user, Map.of()).user();
    }

    @Test
    void theSubIsTheExternalIdAndTheAddressIsLowerCased() {
        NewUser user = map(CognitoUsers.ADA.with("email", "  Ada.LOVELACE@Example.COM "));

        assertThat(user.externalId()).isEqualTo("sub-ada");
        assertThat(user.email()).isEqualTo("ada.lovelace@example.com");
    }

    @Test
    void firstAndLastNameComeBeforeTheFullOne() {
        CognitoUsers named = CognitoUsers.ADA.with("name", "Ada King");

        NewUser full = map(named);
        assertThat(full.name()).isEqualTo("Ada King");
        assertThat(full.firstName()).isNull();
        assertThat(full.lastName()).isNull();

        NewUser first = map(named.with("given_name", "Ada"));
        assertThat(first.firstName()).isEqualTo("Ada");
        assertThat(first.lastName()).isNull();
        assertThat(first.name()).isNull();

        NewUser last = map(named.with("family_name", "Lovelace").with("given_name", " "));
        assertThat(last.firstName()).isNull();
        assertThat(last.lastName()).isEqualTo("Lovelace");
        assertThat(last.name()).isNull();
    }

    @Test
    void nobodyNeedsAName() {
        assertThat(map(CognitoUsers.ADA).name()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "ATTRIBUTE,        true,  UNCONFIRMED, true",
        "ATTRIBUTE,        True,  UNCONFIRMED, true",
        "ATTRIBUTE,        false, CONFIRMED,   false",
        "ATTRIBUTE,        ,      CONFIRMED,   false",
        "CONFIRMED_STATUS, false, CONFIRMED,   true",
        "CONFIRMED_STATUS, true,  UNCONFIRMED, true",
        "CONFIRMED_STATUS, false, UNCONFIRMED, false",
        "NEVER,            true,  CONFIRMED,   false"
    })
    void verifiedIsWhatTheOptionsSay(String option, String attribute, String status, boolean verified) {
        CognitoUsers user = CognitoUsers.ADA.status(status);
        user = attribute == null ? user.without("email_verified") : user.with("email_verified", attribute);

        Options options = CognitoUsers.options("{'emailVerified':'%s'}".formatted(option));

        assertThat(Mapping.of(user.user(), options, Map.of()).user().emailVerified())
                .isEqualTo(verified);
    }

    @Test
    void metadataTakesWhatFitsAndTheRestIsNamed() {
        CognitoUsers user = CognitoUsers.ADA
                .with("custom:fits", "x".repeat(600))
                .with("custom:long", "x".repeat(601))
                .with("custom:umlaut", "Zürich")
                .with("custom:blank", " ")
                .with("custom:unmapped", "y");

        Mapping mapping = map(
                user,
                Map.of(
                        "custom:fits", "fits",
                        "custom:long", "long",
                        "custom:umlaut", "umlaut",
                        "custom:blank", "blank",
                        "custom:absent", "absent"));

        assertThat(mapping.user().metadata()).containsOnly(entry("fits", "x".repeat(600)));
        assertThat(mapping.leftOut()).containsExactlyInAnyOrder("custom:long", "custom:umlaut");
    }

    @Test
    void aMapInTheOptionsIsTakenAsItIs() {
        AttributeMapping explicit = new AttributeMapping(Map.of("custom:plan", "tier", "locale", "language"));

        assertThat(explicit.keys(List.of("custom:other")))
                .containsOnly(entry("custom:plan", "tier"), entry("locale", "language"));
        assertThat(new AttributeMapping(Map.of()).keys(List.of("custom:other"))).isEmpty();
    }

    @Test
    void keysAreTheAttributesNamesWherePossible() {
        List<String> mostUsed = List.of(
                "custom:plan",
                "dev:custom:plan",
                "dev:custom:team",
                "custom:" + "k".repeat(40),
                "custom:" + "k".repeat(41),
                "custom:größe",
                "custom:");

        assertThat(AttributeMapping.AUTOMATIC.keys(mostUsed))
                .as("the more used one of two has the key; what can be no key is left out")
                .containsExactly(
                        entry("custom:plan", "plan"),
                        entry("dev:custom:team", "team"),
                        entry("custom:" + "k".repeat(40), "k".repeat(40)));
    }

    @Test
    void anExistingAccountKeepsItsAddress() {
        UserChange change =
                map(CognitoUsers.ADA.with("given_name", "Ada"), Map.of()).profile("sub-ada");

        assertThat(change.email()).isNull();
        assertThat(change.emailVerified()).isNull();
        assertThat(change.externalId()).isEqualTo("sub-ada");
        assertThat(change.firstName()).isEqualTo("Ada");
    }

    @Test
    void anAddressThatCognitoHasNotVerifiedStaysBehindAndVerificationIsNeverTakenBack() {
        UserChange verified = map(CognitoUsers.ADA, Map.of()).everything();
        assertThat(verified.emailVerified()).isTrue();
        assertThat(verified.email()).isEqualTo("ada@example.com");
        UserChange unverified =
                map(CognitoUsers.ADA.with("email_verified", "false"), Map.of()).everything();

        assertThat(unverified.emailVerified()).isNull();
        assertThat(unverified.email()).isNull();
        assertThat(unverified.externalId()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"de_CH, de-CH", "en, en", "zh_hant_TW, zh-Hant-TW", "' fr-fr ', fr-FR", "'', ", "not a locale, ", "_, "
    })
    void theLocaleBecomesALanguageTag(String locale, @Nullable String tag) {
        Mapping mapping = map(CognitoUsers.ADA.with("locale", locale), Map.of());

        assertThat(mapping.everything().locale()).isEqualTo(tag);
        assertThat(mapping.profile(null).locale()).isEqualTo(tag);
    }

    @Test
    void aRefreshDeletesFormerKeysThatAreNotUsedNow() {
        Mapping mapping = map(CognitoUsers.ADA.with("custom:plan", "pro"), Map.of("custom:plan", "subscription"));

        UserChange change = mapping.metadata(Set.of("plan", "subscription"));

        assertThat(change.metadata()).containsOnly(entry("subscription", "pro"));
        assertThat(change.dropped()).containsExactly("plan");
        assertThat(map(CognitoUsers.ADA, Map.of()).metadata(Set.of()).nothing()).isTrue();
    }
}
