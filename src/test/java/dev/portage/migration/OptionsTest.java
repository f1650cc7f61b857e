package dev.portage.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portage.migration.Options.CognitoStatus;
import dev.portage.migration.Options.DisabledUsers;
import dev.portage.migration.Options.DuplicateEmails;
import dev.portage.migration.Options.EmailVerified;
import dev.portage.migration.Options.ExistingUsers;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALL = """
            {"disabledUsers":"IMPORT","excludeStatuses":["UNCONFIRMED"],"includeStatuses":["ARCHIVED"],
             "emailVerified":"NEVER","duplicateEmails":"SKIP_ALL","existingUsers":"UPDATE",
             "organizationId":"org_01","roleSlug":"member","attributes":{"custom:plan":"plan"},
             "unfitValues":"ENCODE",
             "groups":[{"group":"admins","organizationId":"org_02","roleSlug":"admin"}]}
            """;

    private static Options read(String json) throws JsonProcessingException {
        return JSON.readValue(json, Options.class);
    }

    @Test
    void whatIsLeftOutHasItsDefault() throws Exception {
        Options options = read("{}");

        assertThat(options).isEqualTo(Options.DEFAULTS);
        assertThat(options.disabledUsers()).isEqualTo(DisabledUsers.SKIP);
        assertThat(options.emailVerified()).isEqualTo(EmailVerified.ATTRIBUTE);
        assertThat(options.duplicateEmails()).isEqualTo(DuplicateEmails.MERGE);
        assertThat(options.existingUsers()).isEqualTo(ExistingUsers.LINK);
        assertThat(options.excludeStatuses()).isEmpty();
        assertThat(options.includeStatuses()).isEmpty();
        assertThat(options.organizationId()).isNull();
        assertThat(options.attributes()).isEqualTo(AttributeMapping.AUTOMATIC);
        assertThat(options.groups()).isEmpty();
    }

    @Test
    void nullCountsAsLeftOut() throws Exception {
        assertThat(read("{\"disabledUsers\":null,\"groups\":null,\"attributes\":null,\"excludeStatuses\":null}"))
                .isEqualTo(Options.DEFAULTS);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        for (Options options : Set.of(Options.DEFAULTS, read(ALL))) {
            assertThat(read(JSON.writeValueAsString(options))).isEqualTo(options);
        }
    }

    @Test
    void whatIsShownIsComplete() throws Exception {
        JsonNode shown = JSON.valueToTree(Options.DEFAULTS);

        assertThat(shown.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet()))
                .isEqualTo(JSON.readTree(ALL)
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
        assertThat(shown.path("attributes").asText()).isEqualTo("automatic");
    }

    @Test
    void statusesAreExcludedByDefaultByNameAndByIgnorance() throws Exception {
        Options options = read(ALL);

        assertThat(options.excludes(CognitoStatus.UNCONFIRMED.name())).isTrue();
        assertThat(options.excludes(CognitoStatus.ARCHIVED.name())).isFalse();
        assertThat(options.excludes(CognitoStatus.COMPROMISED.name())).isTrue();
        assertThat(options.excludes("NEWEST")).isTrue();
        assertThat(options.excludes(CognitoStatus.CONFIRMED.name())).isFalse();
    }

    @Test
    void theDefaultOrganizationGivesWayToOneThatIsNamed() throws Exception {
        assertThat(Options.DEFAULTS.withDefaultOrganization("org_default").organizationId())
                .isEqualTo("org_default");
        assertThat(read(ALL).withDefaultOrganization("org_default")).isEqualTo(read(ALL));
        assertThat(Options.DEFAULTS.withDefaultOrganization(null)).isEqualTo(Options.DEFAULTS);
        Options roled = read("{\"roleSlug\":\"member\"}").withDefaultOrganization("org_default");
        assertThat(roled.roleSlug()).isEqualTo("member");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"manual\"", "1", "[\"custom:plan\"]", "{\"custom:plan\":1}", "{\"custom:plan\":null}"})
    void anotherMappingIsNotUnderstood(String attributes) {
        assertThatThrownBy(() -> read("{\"attributes\":" + attributes + "}"))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("must be \"automatic\" or a map");
    }

    @Test
    void whatIsWrongIsNamed() throws Exception {
        assertThat(wrong(read(ALL))).isEmpty();
        assertThat(wrong(read("{\"organizationId\":\"acme\"}"))).containsExactly("organizationId");
        assertThat(wrong(read("{\"roleSlug\":\"\"}"))).containsExactly("roleSlug");
        assertThat(wrong(read("{\"groups\":[{\"group\":\" \",\"organizationId\":\"acme\"}]}")))
                .containsExactlyInAnyOrder("groups[0].group", "groups[0].organizationId");
        assertThat(wrong(mapping(Map.of("custom:a", "k".repeat(41))))).containsExactly("attributes.ofValidKeys");
        assertThat(wrong(mapping(Map.of("custom:a", "größe")))).containsExactly("attributes.ofValidKeys");
        assertThat(wrong(mapping(Map.of("custom:a", "one", "custom:b", "one"))))
                .containsExactly("attributes.ofValidKeys");
        assertThat(wrong(mapping(many(11)))).containsExactly("attributes.withinKeyLimit");
        assertThat(wrong(mapping(many(10)))).isEmpty();
    }

    private static Map<String, String> many(int n) {
        return IntStream.range(0, n).boxed().collect(Collectors.toMap(i -> "custom:" + i, i -> "k" + i));
    }

    private static Options mapping(Map<String, String> explicit) throws JsonProcessingException {
        return read("{\"attributes\":" + JSON.writeValueAsString(explicit) + "}");
    }

    private static Set<String> wrong(Options options) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            Validator validator = factory.getValidator();
            return validator.validate(options).stream()
                    .map(violation -> violation.getPropertyPath().toString())
                    .collect(Collectors.toSet());
        }
    }
}
