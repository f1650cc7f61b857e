package dev.portage.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portage.api.problem.Validated;
import dev.portage.migration.GroupMapping;
import dev.portage.transfer.GroupChoices;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The groups of a user pool, and what each becomes in WorkOS. */
@Path("/migrations/{id}/groups")
class GroupsResource {
    private final GroupChoices choices;
    private final Validated validated;

    GroupsResource(GroupChoices choices, Validated validated) {
        this.choices = choices;
        this.validated = validated;
    }

    /**
     * A group.
     *
     * @param members as counted when an assessment or an import last read them; null while none has
     * @param inPool false for a group that the options name and the pool does not have
     * @param madeByCognito whether Cognito made it for the users of an identity provider, so that it is no role
     * @param organizationId the organization in WorkOS; of one by external id or name, once an import has looked it up
     * @param ignored whether somebody has decided that it becomes nothing
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "Group")
    record View(
            String name,
            @Nullable String description,
            @Nullable Integer precedence,
            @Nullable Long members,
            boolean inPool,
            boolean madeByCognito,
            @Nullable String organizationId,
            @Nullable String organizationExternalId,
            @Nullable String organizationName,
            @Nullable String roleSlug,
            boolean ignored) {

        static View of(GroupChoices.Choice choice) {
            Optional<GroupMapping> decision = choice.decision();
            return new View(
                    choice.group().name(),
                    choice.group().description(),
                    choice.group().precedence(),
                    choice.members(),
                    choice.inPool(),
                    choice.madeByCognito(),
                    choice.organizationId().orElse(null),
                    decision.map(GroupMapping::organizationExternalId).orElse(null),
                    decision.map(GroupMapping::organizationName).orElse(null),
                    decision.map(GroupMapping::roleSlug).orElse(null),
                    decision.filter(mapping -> Boolean.TRUE.equals(mapping.ignore()))
                            .isPresent());
        }
    }

    /** What a group becomes: an option of the migration without the group's name, which the path has. */
    @Schema(name = "GroupDecision")
    record Decision(
            @Nullable String organizationId,
            @Nullable String organizationExternalId,
            @Nullable String organizationName,
            @Nullable String roleSlug,
            @Nullable Boolean ignore) {

        GroupMapping of(String group) {
            return new GroupMapping(group, organizationId, organizationExternalId, organizationName, roleSlug, ignore);
        }
    }

    @GET
    @Operation(operationId = "listGroups", summary = "The pool's groups with their members, and what each becomes")
    public Page<View> list(UUID id, @BeanParam Paging paging) throws InterruptedException {
        String after = paging.cursor().map(cursor -> cursor.text(0)).orElse("");
        List<GroupChoices.Choice> rest = choices.list(id).stream()
                .filter(choice -> choice.group().name().compareTo(after) > 0)
                .limit(paging.fetch())
                .toList();
        return Page.of(rest, paging, choice -> Cursor.of(choice.group().name()), View::of);
    }

    @PUT
    @Path("{name: .+}")
    @Operation(
            operationId = "decideGroup",
            summary = "Decide what a group becomes: members of an organization, or nothing")
    public View decide(UUID id, String name, Decision decision) throws InterruptedException {
        return View.of(choices.decide(id, name, Optional.of(validated.require(decision.of(name)))));
    }

    @DELETE
    @Path("{name: .+}")
    @Operation(operationId = "forgetGroup", summary = "Take the decision on a group back")
    public View forget(UUID id, String name) throws InterruptedException {
        return View.of(choices.decide(id, name, Optional.empty()));
    }
}
