package dev.portage.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.testing.CognitoUsers;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannedOutcomeTest {
    private static final Optional<WorkOsAccounts.Known> NOBODY = Optional.empty();

    private static SourceUser user(
            UserState state, @Nullable Reason reason, @Nullable String settled, @Nullable String workosId) {
        return new SourceUser(
                UUID.randomUUID(),
                CognitoUsers.ADA.user(),
                "digest",
                settled,
                null,
                PlannedOutcome.WOULD_IMPORT,
                null,
                null,
                state,
                reason,
                null,
                workosId,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static Optional<WorkOsAccounts.Known> sameAddress(String id, @Nullable String externalId) {
        return Optional.of(new WorkOsAccounts.Known(false, new WorkOsAccounts.Account(id, externalId)));
    }

    private static String planned(SourceUser user, String options, Optional<WorkOsAccounts.Known> known) {
        return PlannedOutcome.of(user, CognitoUsers.options(options), known).text();
    }

    @Test
    void anAccountWithTheExternalIdIsLinkedWhateverItsAddress() {
        SourceUser fresh = user(UserState.PENDING, null, null, null);
        Optional<WorkOsAccounts.Known> own = Optional.of(new WorkOsAccounts.Known(true, null));
        assertThat(planned(fresh, "{}", NOBODY)).isEqualTo("wouldImport");
        assertThat(planned(fresh, "{}", own)).isEqualTo("wouldLink");
        assertThat(planned(fresh, "{'existingUsers':'SKIP'}", own)).isEqualTo("wouldLink");
        assertThat(planned(fresh, "{'existingUsers':'UPDATE'}", own)).isEqualTo("wouldUpdate");
    }

    @Test
    void whoHasGoneOverIsSentAgainOnlyWithAChange() {
        SourceUser unchanged = user(UserState.IMPORTED, null, "digest", "user_1");
        SourceUser changed = user(UserState.IMPORTED, null, "other", "user_1");
        assertThat(planned(unchanged, "{}", NOBODY)).isEqualTo("wouldSkip(unchanged)");
        assertThat(planned(changed, "{}", sameAddress("user_1", "sub-ada"))).isEqualTo("wouldUpdate");
        assertThat(planned(changed, "{}", sameAddress("user_2", null))).isEqualTo("wouldSkip(email-taken)");
    }

    @Test
    void anAccountThatWasThereBeforeIsLeftAsItIsUnlessTheOptionsSayOtherwise() {
        SourceUser changed = user(UserState.LINKED, null, "other", "user_1");
        assertThat(planned(changed, "{}", sameAddress("user_2", null))).isEqualTo("wouldLink");
        assertThat(planned(changed, "{'existingUsers':'UPDATE'}", NOBODY)).isEqualTo("wouldUpdate");
    }

    @Test
    void whoWasDecidedBeforeStaysSoUnlessTheOptionsSayOtherwise() {
        SourceUser failed = user(UserState.FAILED, Reason.REJECTED, "digest", null);
        SourceUser taken = user(UserState.SKIPPED, Reason.EMAIL_TAKEN, "digest", null);
        assertThat(planned(failed, "{}", NOBODY)).isEqualTo("wouldSkip(rejected)");
        assertThat(planned(taken, "{'existingUsers':'SKIP'}", sameAddress("user_2", null)))
                .isEqualTo("wouldSkip(email-taken)");
        assertThat(planned(taken, "{}", sameAddress("user_2", null))).isEqualTo("wouldLink");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wouldImport", "wouldLink", "wouldUpdate", "wouldSkip(no-email)"})
    void isReadAsItIsWritten(String text) {
        assertThat(PlannedOutcome.find(text)).map(PlannedOutcome::text).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wouldSkip", "wouldImport(no-email)", "wouldSkip()", "WOULDLINK", "wouldSkip(no-email"})
    void whatIsNoOutcomeIsNone(String text) {
        assertThat(PlannedOutcome.find(text)).isEmpty();
    }
}
