package dev.portage.cognito;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.migration.Identity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentitiesAttributeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"userId\":\"1172\",\"providerName\":\"Google\",\"providerType\":\"Google\",\"issuer\":null,\"primary\":true,\"dateCreated\":1572324485926}]",
                "[{\"userId\":1172,\"providerName\":\"Google\",\"providerType\":\"Google\",\"primary\":\"true\",\"dateCreated\":\"1572324485926\"}]",
                "[{\"primary\":false},7,null,{\"userId\":\"1172\",\"providerName\":\"Google\",\"providerType\":\"Google\",\"primary\":\"true\"}]"
            })
    void readsWhatCanBeRead(String text) {
        assertThat(IdentitiesAttribute.read(text)).containsExactly(new Identity("1172", "Google", "Google", true));
    }

    @Test
    void keepsUnderscoresOfAProvidersName() {
        assertThat(IdentitiesAttribute.read("[{\"userId\":\"1\",\"providerName\":\"My_Own_IdP\"}]"))
                .containsExactly(new Identity("1", "My_Own_IdP", null, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "7", "\"x\"", "{}", "[", "[{\"userId\":", "not json", "[[]]"})
    void makesNoFussOfDamage(String text) {
        assertThat(IdentitiesAttribute.read(text)).isEmpty();
    }
}
