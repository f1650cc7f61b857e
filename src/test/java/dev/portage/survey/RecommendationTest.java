package dev.portage.survey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.survey.Recommendation.Facts;
import dev.portage.survey.Recommendation.Strategy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecommendationTest {

    private static Facts users(long total) {
        return new Facts(total, total, total, true, false, false, List.of(), List.of(), List.of(), 0);
    }

    @ParameterizedTest
    @CsvSource({"0, BULK", "999, BULK", "1000, JUST_IN_TIME", "10000, JUST_IN_TIME", "10001, BOTH", "1000000, BOTH"})
    void theUsualRuleBySize(long total, Strategy strategy) {
        assertThat(Recommendation.of(users(total)).strategy()).isEqualTo(strategy);
    }

    @Test
    void withoutAPasswordToProveThereIsNothingToDoAtSignIn() {
        Facts dump = new Facts(5000, 5000, 5000, false, false, false, List.of(), List.of(), List.of(), 0);
        Facts passwordless = new Facts(5000, 5000, 5000, true, true, false, List.of(), List.of(), List.of(), 0);
        Facts federated = new Facts(5000, 0, 0, true, false, false, List.of("Google"), List.of(), List.of(), 0);

        assertThat(List.of(dump, passwordless, federated))
                .allSatisfy(
                        facts -> assertThat(Recommendation.of(facts).strategy()).isEqualTo(Strategy.BULK));
        assertThat(Recommendation.of(passwordless).resets().users()).isZero();
        assertThat(Recommendation.of(dump).resets().users()).isEqualTo(5000);
    }

    @Test
    void providersComeFirst() {
        Facts facts = new Facts(
                2000,
                1500,
                1500,
                true,
                false,
                true,
                List.of("Google", "Corp_SAML"),
                List.of("admins"),
                List.of("PreTokenGeneration"),
                3);
        Recommendation recommendation = Recommendation.of(facts);

        assertThat(recommendation.reasons()).anyMatch(reason -> reason.contains("Google, Corp_SAML"));
        assertThat(recommendation.setUpFirst())
                .anyMatch(step -> step.contains("Set up Google"))
                .anyMatch(step -> step.contains("Set up Corp_SAML"))
                .anyMatch(step -> step.contains("option groups") && step.contains("admins"))
                .anyMatch(step -> step.contains("option attributes") && step.contains("3 do not"))
                .anyMatch(step -> step.contains("PreTokenGeneration"))
                .anyMatch(step -> step.contains("second factor"))
                .anyMatch(step -> step.contains("/sign-in"));
        assertThat(Recommendation.of(users(10)).setUpFirst()).hasSize(1);
    }

    @Test
    void workOsWantsToHearOfVeryMany() {
        assertThat(Recommendation.of(users(200_000)).reasons()).noneMatch(reason -> reason.contains("support"));
        assertThat(Recommendation.of(users(200_001)).reasons()).anyMatch(reason -> reason.contains("support"));
    }
}
