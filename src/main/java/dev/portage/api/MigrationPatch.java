package dev.portage.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portage.api.problem.Validated;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Options;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is to change of a migration: an option that is not named keeps its value, one that is {@code null} goes
 * back to its default.
 */
@ApplicationScoped
class MigrationPatch {
    private final ObjectMapper mapper;
    private final Validated validated;

    MigrationPatch(ObjectMapper mapper, Validated validated) {
        this.mapper = mapper;
        this.validated = validated;
    }

    /** What is to change; null leaves it. */
    @Schema(name = "MigrationChange")
    record Change(
            @Nullable @Size(max = 200) @Pattern(regexp = "[\\s\\S]*\\S[\\s\\S]*", message = "must not be blank")
            String name,

            @Nullable @Valid Options options) {}

    /** @throws JsonProcessingException where a field is unknown or of the wrong kind; the API answers it as it stands */
    Change read(Options current, JsonNode changes) throws JsonProcessingException {
        if (!changes.isObject()) {
            throw new InvalidRequestException("", "must be an object with name, options or both");
        }
        Change change = parse(changes);
        Change complete = change.options() == null ? change : new Change(change.name(), merged(current, changes));
        return validated.require(complete);
    }

    private Options merged(Options current, JsonNode changes) throws JsonProcessingException {
        ObjectNode whole = mapper.createObjectNode();
        ObjectNode options = whole.putObject("options");
        options.setAll((ObjectNode) mapper.valueToTree(current));
        options.setAll((ObjectNode) changes.path("options"));
        Options merged = parse(whole).options();
        return merged == null ? current : merged;
    }

    private Change parse(JsonNode json) throws JsonProcessingException {
        return mapper.treeToValue(json, Change.class);
    }
}
