package dev.portage.federation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.cognito.ProviderSettings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {
    private static Recipe of(String type, Optional<String> redirectUri) {
        return Recipe.of(
                new ProviderSettings("P", type, Map.of("client_id", "c-1"), Map.of()),
                new ProviderUsers.Count("P", 12, 10, 7, 10, 0),
                redirectUri,
                "urn:amazon:cognito:sp:pool");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Facebook", "LoginWithAmazon"})
    void whoHasNoProviderInWorkOsIsCountedAndGivenAlternatives(String type) {
        Recipe recipe = of(type, Optional.empty());
        assertThat(recipe.steps())
                .singleElement()
                .satisfies(step -> assertThat(step).contains("10 users"));
        assertThat(recipe.alternatives()).anySatisfy(way -> assertThat(way).contains("the 7 of them"));
    }

    @Test
    void theRedirectUriIsTheOneThatWasSeenAndNeverMadeUp() {
        assertThat(String.join(
                        " ",
                        of("Google", Optional.of("https://auth.workos.com/x/callback"))
                                .steps()))
                .contains("https://auth.workos.com/x/callback");
        assertThat(String.join(" ", of("Google", Optional.empty()).steps()))
                .doesNotContain("https://auth.workos.com")
                .contains("never build it from a pattern");
    }

    @Test
    void aTypeThatIsNewHasARecipeToo() {
        assertThat(of("Carrier pigeon", Optional.empty()).alternatives()).isNotEmpty();
    }
}
