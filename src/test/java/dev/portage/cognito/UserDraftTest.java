package dev.portage.cognito;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.migration.CognitoUser;
import org.junit.jupiter.api.Test;

class UserDraftTest {

    private final UserDraft draft = new UserDraft();

    UserDraftTest() {
        draft.username = "jane";
        draft.enabled = true;
        draft.attribute("sub", "5f2c");
    }

    @Test
    void isAUserWithUsernameSubAndEnabled() {
        CognitoUser user = readable();

        assertThat(user.sub()).isEqualTo("5f2c");
        assertThat(user.username()).isEqualTo("jane");
        assertThat(user.status()).isEqualTo("UNKNOWN");
        assertThat(user.createdAt()).isNull();
    }

    @Test
    void keepsAStatusThatNobodyKnows() {
        draft.status = "COMPROMISED_LATELY";

        assertThat(readable().status()).isEqualTo("COMPROMISED_LATELY");
    }

    @Test
    void theUsernameStandsForAMissingSubWhereItIsOne() {
        draft.attribute("sub", " ");
        assertThat(reason()).contains("no sub attribute");

        draft.username = "e0a1b2c3-1111-2222-3333-444455556666";
        assertThat(readable().sub()).isEqualTo("e0a1b2c3-1111-2222-3333-444455556666");
    }

    @Test
    void isNeverTakenForEnabledWithoutSayingSo() {
        draft.enabled = null;

        assertThat(reason()).contains("Enabled");
    }

    @Test
    void whatTheDatabaseCannotKeepIsReported() {
        draft.attribute("custom:note", "a\u0000b");
        assertThat(reason()).contains("U+0000");
    }

    @Test
    void aSubIsNoLongerThanCognitosOwn() {
        draft.attribute("sub", "x".repeat(37));

        assertThat(reason()).contains("longer than 36");
    }

    private CognitoUser readable() {
        return ((ListedUser.ReadableUser) draft.finish("Users[0]")).user();
    }

    private String reason() {
        return ((UnreadableUser) draft.finish("Users[0]")).reason();
    }
}
