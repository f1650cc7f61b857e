package dev.portage.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.workos.WorkOS;
import com.workos.common.exceptions.BadRequestException;
import com.workos.common.exceptions.NotFoundException;
import com.workos.common.exceptions.UnauthorizedException;
import com.workos.common.exceptions.UnprocessableEntityException;
import com.workos.models.User;
import com.workos.models.UserCreateResponse;
import com.workos.types.PaginationOrder;
import com.workos.usermanagement.CreateUserPassword;
import dev.portage.testing.SandboxTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkosUsersTest extends SandboxTest {

    private WorkOS workos;

    @BeforeEach
    void start() {
        workos = SdkClients.workos(sandbox);
    }

    private UserCreateResponse create(String email, String externalId, Map<String, String> metadata) {
        return workos.getUserManagement()
                .create(null, email, "Ada", "Lovelace", null, true, metadata, externalId, null, null, null);
    }

    private BadRequestException refused(Runnable call) {
        return catchThrowableOfType(BadRequestException.class, call::run);
    }

    @Test
    void aCreatedUserIsFoundByIdExternalIdAndEmail() {
        UserCreateResponse created = create("Ada@Example.com", "sub-1", Map.of("plan", "pro"));

        User byId = workos.getUserManagement().get(created.getId());
        assertThat(byId.getEmail()).isEqualTo("Ada@Example.com");
        assertThat(byId.getEmailVerified()).isTrue();
        assertThat(byId.getMetadata()).containsExactly(Map.entry("plan", "pro"));
        assertThat(workos.getUserManagement().getByExternalId("sub-1").getId()).isEqualTo(created.getId());
        assertThat(workos.getUserManagement().list(null, null, 10, null, null, null, "ada@example.com").data)
                .extracting(User::getId)
                .containsExactly(created.getId());
        assertThat(sandbox.workos().userByExternalId("sub-1")).isPresent();
    }

    @Test
    void bothClashesOfACreateAreNamedInsideTheErrors() {
        create("ada@example.com", "sub-1", Map.of());

        BadRequestException refusal = refused(() -> create("ADA@example.com", "sub-1", Map.of()));

        assertThat(refusal.code).isEqualTo("user_creation_error");
        assertThat(refusal.errors)
                .extracting(error -> error.code)
                .containsExactly("email_not_available", "external_id_already_used");
        assertThat(refusal.requestId).startsWith("req_");
        assertThat(sandbox.workos().userCount()).isEqualTo(1);
    }

    @Test
    void theClashOfAnUpdateIsTheCodeItself() {
        create("ada@example.com", "sub-1", Map.of());
        String other = create("grace@example.com", "sub-2", Map.of()).getId();

        assertThat(refused(() -> update(other, "ada@example.com", null, null, null)).code)
                .isEqualTo("email_not_available");
        assertThat(refused(() -> update(other, null, null, null, "sub-1")).code).isEqualTo("external_id_already_used");
    }

    private User update(String id, String email, Boolean verified, Map<String, String> metadata, String externalId) {
        return workos.getUserManagement()
                .update(id, null, email, null, null, null, verified, metadata, externalId, null);
    }

    @Test
    void metadataIsMergedAndAnEmptyObjectDeletesIt() {
        String id =
                create("ada@example.com", "sub-1", Map.of("a", "1", "b", "2")).getId();
        Map<String, String> change = new HashMap<>();
        change.put("a", null);
        change.put("c", "3");

        assertThat(update(id, null, null, change, null).getMetadata()).isEqualTo(Map.of("b", "2", "c", "3"));
        assertThat(update(id, null, null, null, null).getMetadata()).hasSize(2);
        assertThat(update(id, null, null, Map.of(), null).getMetadata()).isEmpty();
    }

    @Test
    void aVerifiedEmailStaysVerified() {
        String id = create("ada@example.com", "sub-1", Map.of()).getId();

        assertThat(refused(() -> update(id, null, false, null, null)).code).isEqualTo("email_already_verified");
    }

    @Test
    void metadataOutsideTheLimitsIsRefused() {
        Map<String, String> eleven = new HashMap<>();
        IntStream.range(0, 11).forEach(i -> eleven.put("key" + i, "value"));

        for (Map<String, String> metadata :
                List.of(eleven, Map.of("k".repeat(41), "v"), Map.of("k", "v".repeat(601)), Map.of("k", "Grüße"))) {
            assertThat(refused(() -> create("ada@example.com", "sub-1", metadata)).code)
                    .isEqualTo("invalid_metadata");
        }
        assertThat(sandbox.workos().userCount()).isZero();
        assertThat(create("ada@example.com", "sub-1", Map.of("k".repeat(40), "v".repeat(600)))
                        .getId())
                .startsWith("user_");
    }

    @Test
    void anotherLimitOfKeysCanBeSet() {
        SdkClients.control(sandbox, "PUT", "/sandbox/settings", "{\"metadataKeys\": 50}");
        Map<String, String> fifty = new HashMap<>();
        IntStream.range(0, 50).forEach(i -> fifty.put("key" + i, "value"));

        assertThat(create("ada@example.com", "sub-1", fifty).getMetadata()).hasSize(50);
    }

    @Test
    void weakPasswordsAreRefusedWithReasons() {
        BadRequestException refusal = refused(
                () -> workos.getUserManagement().create(new CreateUserPassword.Plaintext("short1"), "ada@example.com"));

        assertThat(refusal.code).isEqualTo("password_strength_error");
        assertThat(refusal.errors).extracting(error -> error.code).containsExactly("password_too_short");
    }

    @Test
    void fieldsThatAreMissingUnknownOrTooLongAre422() {
        String bearer = "Bearer " + Sandbox.API_KEY;
        assertThat(SdkClients.http(sandbox, "POST", "/user_management/users", "{}", "Authorization", bearer)
                        .body())
                .contains("\"field\":\"email\"", "email_required");
        assertThat(SdkClients.http(
                                sandbox,
                                "POST",
                                "/user_management/users",
                                "{\"email\":\"a@b.co\",\"phone\":\"1\"}",
                                "Authorization",
                                bearer)
                        .statusCode())
                .isEqualTo(422);
        UnprocessableEntityException tooLong = catchThrowableOfType(
                UnprocessableEntityException.class, () -> create("a@b.co", "x".repeat(65), Map.of()));
        assertThat(tooLong.errors).extracting(error -> error.field).containsExactly("external_id");
    }

    @Test
    void listsGoThroughAllUsersInOrder() {
        List<String> ids = IntStream.range(0, 25)
                .mapToObj(i -> create("user" + i + "@example.com", "sub-" + i, Map.of())
                        .getId())
                .toList();

        List<String> newestFirst = new ArrayList<>();
        workos.getUserManagement().list(null, null, 10).autoPagingIterable().forEach(u -> newestFirst.add(u.getId()));
        assertThat(newestFirst).containsExactlyElementsOf(ids.reversed());
        assertThat(workos.getUserManagement().list(null, ids.get(9), 3, PaginationOrder.Asc).data)
                .extracting(User::getId)
                .containsExactly(ids.get(10), ids.get(11), ids.get(12));
        assertThat(workos.getUserManagement().list(ids.get(9), null, 3, PaginationOrder.Asc).data)
                .extracting(User::getId)
                .containsExactly(ids.get(6), ids.get(7), ids.get(8));
        assertThat(catchThrowableOfType(
                        UnprocessableEntityException.class,
                        () -> workos.getUserManagement().list(null, null, 101)))
                .isNotNull();
    }

    @Test
    void aDeletedUserIsGone() {
        String id = create("ada@example.com", "sub-1", Map.of()).getId();

        workos.getUserManagement().delete(id);

        NotFoundException gone = catchThrowableOfType(
                NotFoundException.class, () -> workos.getUserManagement().get(id));
        assertThat(gone.code).isEqualTo("entity_not_found");
        assertThat(gone.rawBody).contains("\"entity_id\":\"" + id + "\"");
        assertThat(create("ada@example.com", "sub-1", Map.of()).getId()).isNotEqualTo(id);
    }

    @Test
    void identitiesAreABareArray() {
        String id = create("ada@example.com", "sub-1", Map.of()).getId();
        SdkClients.control(
                sandbox, "PUT", "/sandbox/workos/users/" + id + "/traits", "{\"identities\": [\"GithubOAuth\"]}");

        assertThat(workos.getUserManagement().getIdentities(id))
                .extracting(identity -> identity.getProvider().getValue())
                .containsExactly("GithubOAuth");
    }

    @Test
    void anotherKeyIsUnauthorized() {
        UnauthorizedException refusal = catchThrowableOfType(
                UnauthorizedException.class,
                () -> SdkClients.workos(sandbox, "sk_other").getUserManagement().get("user_1"));

        assertThat(refusal.rawBody).isEqualTo("{\"message\":\"Unauthorized\"}");
    }
}
