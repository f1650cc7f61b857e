package dev.portage.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.testing.CognitoUsers;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EligibilityTest {

    private static Optional<Reason> reason(CognitoUsers user, String options) {
        return Eligibility.reasonToSkip(user.user(), CognitoUsers.options(options));
    }

    private static Optional<Reason> reasonForEmail(String email) {
        return reason(CognitoUsers.ADA.with("email", email), "{}");
    }

    @Test
    void aCleanUserIsSent() {
        assertThat(reason(CognitoUsers.ADA, "{}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONFIRMED", "UNCONFIRMED", "RESET_REQUIRED", "FORCE_CHANGE_PASSWORD", "EXTERNAL_PROVIDER"})
    void theseStatusesAreSent(String status) {
        assertThat(reason(CognitoUsers.ADA.status(status), "{}")).isEmpty();
        assertThat(reason(CognitoUsers.ADA.status(status), "{'excludeStatuses':['%s']}".formatted(status)))
                .contains(Reason.STATUS_EXCLUDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARCHIVED", "COMPROMISED", "UNKNOWN"})
    void theseStatusesAreSentWhereTheOptionsSaySo(String status) {
        assertThat(reason(CognitoUsers.ADA.status(status), "{}")).contains(Reason.STATUS_EXCLUDED);
        assertThat(reason(CognitoUsers.ADA.status(status), "{'includeStatuses':['%s']}".formatted(status)))
                .isEmpty();
    }

    @Test
    void aStatusNobodyHasHeardOfCountsAsUnknown() {
        assertThat(reason(CognitoUsers.ADA.status("NEWEST"), "{}")).contains(Reason.STATUS_EXCLUDED);
        assertThat(reason(CognitoUsers.ADA.status("NEWEST"), "{'includeStatuses':['UNKNOWN']}"))
                .isEmpty();
    }

    @Test
    void excludingWinsOverIncluding() {
        String both = "{'includeStatuses':['ARCHIVED'],'excludeStatuses':['ARCHIVED']}";
        assertThat(reason(CognitoUsers.ADA.status("ARCHIVED"), both)).contains(Reason.STATUS_EXCLUDED);
    }

    @Test
    void disabledUsersAreSentOnlyOnPurpose() {
        assertThat(reason(CognitoUsers.ADA.disabled(), "{}")).contains(Reason.DISABLED);
        assertThat(reason(CognitoUsers.ADA.disabled(), "{'disabledUsers':'IMPORT'}"))
                .isEmpty();
    }

    @Test
    void nobodyIsSentWithoutAnAddress() {
        assertThat(reason(CognitoUsers.ADA.without("email"), "{}")).contains(Reason.NO_EMAIL);
        assertThat(reasonForEmail("  ")).contains(Reason.NO_EMAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com",
                " ada@example.com ",
                "Ada.Lovelace+tag@Sub.Example.CO.UK",
                "o'hara_1!#$%&*/=?^`{|}~-@example.com",
                "ада@пример.рф",
                "a@b.c"
            })
    void theseAddressesAreLeftToWorkOs(String email) {
        assertThat(reasonForEmail(email)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada",
                "ada@",
                "@example.com",
                "ada@example",
                "ada@@example.com",
                "ada@example..com",
                "ada@.example.com",
                "ada@example.com.",
                ".ada@example.com",
                "ada..l@example.com",
                "ada lovelace@example.com",
                "Ada <ada@example.com>",
                "ada@example.com,eve@example.com",
                "\"ada\"@example.com",
                "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff12345@example.com"
            })
    void theseAreNoAddresses(String email) {
        assertThat(reasonForEmail(email)).contains(Reason.INVALID_EMAIL);
    }
}
