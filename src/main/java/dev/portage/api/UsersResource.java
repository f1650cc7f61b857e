package dev.portage.api;

import dev.portage.api.problem.Download;
import dev.portage.api.problem.OptionalBody;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Memberships;
import dev.portage.migration.Migrations;
import dev.portage.migration.PlannedOutcome;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import dev.portage.migration.UserEvents;
import dev.portage.migration.UserState;
import dev.portage.migration.WorkOsSignIns;
import dev.portage.reset.SingleMails;
import dev.portage.transfer.IdMap;
import dev.portage.transfer.Imports;
import dev.portage.transfer.UserLine;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse.StatusCode;
import org.jspecify.annotations.Nullable;

/** The users of a migration. */
@Path("/migrations/{id}/users")
class UsersResource {
    private final Migrations migrations;
    private final SourceUsers users;
    private final Memberships memberships;
    private final UserEvents events;
    private final Imports imports;
    private final SingleMails mails;
    private final WorkOsSignIns signIns;
    private final IdMap idMap;

    /** @param again whether a user whom this migration has created is sent once more, changed or not */
    @Schema(name = "UserRetryRequest")
    record Retry(@Nullable Boolean again) {}

    UsersResource(
            Migrations migrations,
            SourceUsers users,
            Memberships memberships,
            UserEvents events,
            Imports imports,
            SingleMails mails,
            WorkOsSignIns signIns,
            IdMap idMap) {
        this.migrations = migrations;
        this.users = users;
        this.memberships = memberships;
        this.events = events;
        this.imports = imports;
        this.mails = mails;
        this.signIns = signIns;
        this.idMap = idMap;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "listUsers", summary = "The users, page by page, in the order of their subs")
    public Page<UserLine> list(
            UUID id,
            @QueryParam("state") @Nullable UserState state,
            @QueryParam("reason") @Nullable String reason,
            @QueryParam("email") @Nullable String email,
            @QueryParam("plannedOutcome") @Nullable String plannedOutcome,
            @BeanParam Paging paging) {
        migrations.get(id);
        return Page.of(
                users.list(
                        id,
                        filter(state, reason, email, plannedOutcome),
                        paging.cursor().map(cursor -> cursor.text(0)).orElse(null),
                        paging.fetch()),
                paging,
                user -> Cursor.of(user.sub()),
                UserLine::of);
    }

    @GET
    // Of lower quality, so that a caller who takes anything, as curl does, is answered in JSON.
    @Produces("text/csv;qs=0.5")
    public Response idMap(
            UUID id,
            @QueryParam("state") @Nullable UserState state,
            @QueryParam("reason") @Nullable String reason,
            @QueryParam("email") @Nullable String email,
            @QueryParam("plannedOutcome") @Nullable String plannedOutcome) {
        migrations.get(id);
        SourceUsers.Filter filter = filter(state, reason, email, plannedOutcome);
        StreamingOutput lines = Download.of(out -> idMap.csv(id, filter, out));
        return Response.ok(lines, "text/csv; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"users.csv\"")
                .build();
    }

    @GET
    @Path("{sub}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "showUser", summary = "One user with attributes, memberships and history")
    public UserViews.Whole show(UUID id, String sub) {
        migrations.get(id);
        SourceUser user = users.get(id, sub);
        return UserViews.Whole.of(
                user,
                Optional.ofNullable(user.workosUserId()).flatMap(signIns::byProviderSince),
                memberships.of(id, sub),
                events.of(id, sub));
    }

    @POST
    @Path("{sub}/retry")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "retryUser",
            summary = "Try one user again now; with \"again\":true also one who is in WorkOS and has not changed")
    @ResponseStatus(StatusCode.ACCEPTED)
    public UserViews.Whole retry(UUID id, String sub, @OptionalBody @Nullable Retry request) {
        if (request != null && Boolean.TRUE.equals(request.again)) {
            imports.sendAgain(id, sub);
        } else {
            imports.retry(id, sub);
        }
        return show(id, sub);
    }

    @POST
    @Path("{sub}/password-reset")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "mailUser", summary = "One more password-reset mail for one user, on purpose")
    @ResponseStatus(StatusCode.ACCEPTED)
    public ResetView mail(UUID id, String sub, @OptionalBody @Nullable OneUserResetRequest request) {
        return ResetView.of(mails.send(id, sub, OneUserResetRequest.order(sub, request)));
    }

    private static SourceUsers.Filter filter(
            @Nullable UserState state,
            @Nullable String reason,
            @Nullable String email,
            @Nullable String plannedOutcome) {
        return new SourceUsers.Filter(
                state,
                reason == null ? null : RunsResource.reason(reason),
                email,
                plannedOutcome == null ? null : planned(plannedOutcome));
    }

    private static PlannedOutcome planned(String text) {
        return PlannedOutcome.find(text)
                .orElseThrow(() -> new InvalidRequestException(
                        "plannedOutcome",
                        "must be wouldImport, wouldLink, wouldUpdate, or wouldSkip with a reason, such as"
                                + " wouldSkip(no-email)"));
    }
}
