package dev.portage.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That the users of each kind are as {@link Oddity} says. */
class UserGeneratorTest {

    private static final UserGenerator GENERATOR = new UserGenerator(42, true);

    private static List<Integer> indexes(Oddity oddity) {
        return IntStream.range(0, Oddities.BLOCK)
                .filter(index -> GENERATOR.oddity(index) == oddity)
                .boxed()
                .toList();
    }

    private static List<PoolUser> users(Oddity oddity) {
        return indexes(oddity).stream().map(GENERATOR::at).toList();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyThousandHasExactlyAsMany(Oddity oddity) {
        assertThat(indexes(oddity)).hasSize(oddity.perThousand());
        assertThat(Oddities.in(2_500, true).count(oddity)).isEqualTo((int) IntStream.range(0, 2_500)
                .filter(index -> GENERATOR.oddity(index) == oddity)
                .count());
    }

    @Test
    void aSubLeadsBackToItsIndex() {
        for (int index : new int[] {0, 1, 999, 123_456, 999_999}) {
            String sub = GENERATOR.sub(index);
            assertThat(GENERATOR.index(sub)).hasValue(index);
            assertThat(Character.digit(sub.charAt(0), 16)).isEqualTo(GENERATOR.subDigit(index));
        }
        assertThat(GENERATOR.index("00000000-0000-4000-8000-000000000000")).isEmpty();
    }

    @Test
    void twinsShareAnEmail() {
        for (int index : indexes(Oddity.CASE_TWIN)) {
            String mine = email(index);
            assertThat(mine).isEqualToIgnoringCase(email(index - 1)).isNotEqualTo(email(index - 1));
        }
        for (Oddity oddity : List.of(Oddity.FEDERATED_TWIN, Oddity.REMNANT)) {
            assertThat(indexes(oddity))
                    .allSatisfy(index -> assertThat(email(index)).isEqualTo(email(index - 1)));
        }
    }

    private static String email(int index) {
        return GENERATOR.at(index).attribute("email").orElseThrow();
    }

    @Test
    void noOtherEmailIsShared() {
        long different = IntStream.range(0, Oddities.BLOCK)
                .mapToObj(GENERATOR::at)
                .flatMap(user -> user.attribute("email").stream())
                .map(WorkosUsers::fold)
                .distinct()
                .count();
        Oddities oddities = Oddities.in(Oddities.BLOCK, true);

        assertThat(different)
                .isEqualTo(Oddities.BLOCK - oddities.duplicateEmails() - oddities.count(Oddity.PHONE_ONLY));
    }

    @Test
    void theEmailsOfWorkosAreStricter() {
        assertThat(users(Oddity.INVALID_EMAIL))
                .noneMatch(user -> UserRules.validEmail(user.attribute("email").orElseThrow()));
        assertThat(users(Oddity.UPPER_CASE_EMAIL))
                .allMatch(user -> UserRules.validEmail(user.attribute("email").orElseThrow()))
                .noneMatch(user -> email(user).equals(WorkosUsers.fold(email(user))));
    }

    private static String email(PoolUser user) {
        return user.attribute("email").orElseThrow();
    }

    @Test
    void linkedUsersAreNotPrimary() throws Exception {
        for (PoolUser user : users(Oddity.LINKED)) {
            JsonNode identity =
                    Json.MAPPER.readTree(user.attribute("identities").orElseThrow());
            assertThat(identity.at("/0/primary").isBoolean()).isTrue();
            assertThat(identity.at("/0/primary").asBoolean()).isFalse();
            assertThat(user.status()).isEqualTo("CONFIRMED");
            assertThat(user.username()).isEqualTo(user.sub());
        }
        for (PoolUser user : users(Oddity.IDENTITY_AS_STRINGS)) {
            JsonNode identity =
                    Json.MAPPER.readTree(user.attribute("identities").orElseThrow());
            assertThat(identity.at("/0/primary").isTextual()).isTrue();
            assertThat(identity.at("/0/dateCreated").isTextual()).isTrue();
        }
    }

    @Test
    void attributesGoOverTheLimitsOfMetadata() {
        assertThat(users(Oddity.MANY_ATTRIBUTES))
                .allMatch(user -> custom(user.attributes()) > Settings.DEFAULTS.metadataKeys());
        assertThat(users(Oddity.LONG_VALUE))
                .allMatch(user -> user.attribute("custom:notes").orElseThrow().length() > 600);
        assertThat(users(Oddity.UNICODE_VALUE))
                .noneMatch(
                        user -> UserRules.ascii(user.attribute("custom:notes").orElseThrow()));
        assertThat(users(Oddity.NO_NAME)).noneMatch(user -> user.attributes().containsKey("given_name"));
    }

    private static long custom(Map<String, String> attributes) {
        return attributes.keySet().stream()
                .filter(name -> name.startsWith("custom:"))
                .count();
    }
}
