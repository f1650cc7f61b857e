package dev.portage.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.workos.WorkOS;
import com.workos.common.exceptions.NotFoundException;
import com.workos.common.exceptions.UnprocessableEntityException;
import com.workos.common.exceptions.WorkOSException;
import com.workos.models.Organization;
import com.workos.models.OrganizationMembership;
import com.workos.models.Role;
import com.workos.organizationmembership.CreateUserRole;
import com.workos.types.OrganizationMembershipStatus;
import dev.portage.testing.SandboxTest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkosOrganizationsTest extends SandboxTest {

    private WorkOS workos;
    private Organization organization;
    private String userId;

    @BeforeEach
    void start() {
        workos = SdkClients.workos(sandbox);
        organization = workos.getOrganizations().create("Acme", null, null, null, Map.of(), "acme");
        userId = workos.getUserManagement().create(null, "ada@example.com").getId();
    }

    private OrganizationMembership join(CreateUserRole role) {
        return workos.getOrganizationMembership().create(role, userId, organization.getId());
    }

    @Test
    void anOrganizationIsFoundByIdAndExternalId() {
        assertThat(workos.getOrganizations().get(organization.getId()).getName())
                .isEqualTo("Acme");
        assertThat(workos.getOrganizations().getByExternalId("acme").getId()).isEqualTo(organization.getId());
        assertThat(workos.getOrganizations().list(null, null, 10).data).hasSize(1);
        assertThat(catchThrowableOfType(
                        NotFoundException.class, () -> workos.getOrganizations().getByExternalId("other")))
                .isNotNull();
    }

    @Test
    void rolesAreListed() {
        assertThat(workos.getAuthorization()
                        .listOrganizationRoles(organization.getId())
                        .getData())
                .extracting(Role::getSlug)
                .containsExactly("member", "admin", "editor");
        assertThat(workos.getAuthorization().listEnvironmentRoles().getData()).hasSize(3);
    }

    @Test
    void aMembershipIsMadeListedAndDeactivated() {
        OrganizationMembership membership = join(new CreateUserRole.Single("admin"));

        assertThat(membership.getRole().getSlug()).isEqualTo("admin");
        assertThat(workos.getOrganizationMembership()
                        .list(null, null, 10, null, organization.getId(), null, userId)
                        .data)
                .extracting(OrganizationMembership::getId)
                .containsExactly(membership.getId());
        assertThat(workos.getOrganizationMembership()
                        .deactivate(membership.getId())
                        .getStatus())
                .isEqualTo(OrganizationMembershipStatus.Inactive);
        assertThat(workos.getOrganizationMembership()
                        .reactivate(membership.getId())
                        .getStatus())
                .isEqualTo(OrganizationMembershipStatus.Active);

        workos.getOrganizationMembership().delete(membership.getId());
        assertThat(sandbox.workos().membershipCount()).isZero();
    }

    @Test
    void aRoleMustExistAndThereIsOnlyOne() {
        UnprocessableEntityException unknown = catchThrowableOfType(
                UnprocessableEntityException.class, () -> join(new CreateUserRole.Single("wizard")));
        UnprocessableEntityException several = catchThrowableOfType(
                UnprocessableEntityException.class,
                () -> join(new CreateUserRole.Multiple(List.of("admin", "editor"))));

        assertThat(unknown.code).isEqualTo("invalid_role");
        assertThat(several.code).isEqualTo("multiple_roles_not_enabled");

        SdkClients.control(sandbox, "PUT", "/sandbox/settings", "{\"multipleRoles\": true}");
        assertThat(join(new CreateUserRole.Multiple(List.of("admin", "editor"))).getRoles())
                .hasSize(2);
    }

    @Test
    void aDuplicateIsRefusedInEveryWayThatIsKnown() {
        join(new CreateUserRole.Single("member"));

        Set<String> answers = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            WorkOSException refusal =
                    catchThrowableOfType(WorkOSException.class, () -> join(new CreateUserRole.Single("member")));
            answers.add(refusal.status + " " + refusal.code);
        }
        assertThat(answers)
                .containsExactlyInAnyOrder(
                        "400 organization_membership_already_exists",
                        "409 organization_membership_already_exists",
                        "400 user_already_organization_member",
                        "422 entity_already_exists");
        assertThat(sandbox.workos().membershipCount()).isEqualTo(1);
    }

    @Test
    void membershipsLeaveWithTheirUser() {
        join(new CreateUserRole.Single("member"));

        workos.getUserManagement().delete(userId);

        assertThat(sandbox.workos().membershipCount()).isZero();
    }

    @Test
    void leanAnswersMakeTheSdkThrowAfterTheWrite() {
        SdkClients.control(sandbox, "PUT", "/sandbox/settings", "{\"leanMemberships\": true}");

        assertThat(catchThrowableOfType(Exception.class, () -> join(new CreateUserRole.Single("member"))))
                .isNotNull();
        assertThat(sandbox.workos().membershipCount()).isEqualTo(1);
    }
}
