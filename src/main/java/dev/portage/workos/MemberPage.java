package dev.portage.workos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A page of the members of an organization.
 *
 * @param next after which id the next page begins; empty on the last
 */
public record MemberPage(List<Member> members, Optional<String> next) {

    public MemberPage {
        members = List.copyOf(members);
    }

    /**
     * A member.
     *
     * @param roles by their slugs; one, where the environment knows no more
     */
    public record Member(String userId, List<String> roles) {
        public Member {
            roles = List.copyOf(roles);
        }
    }

    /** @throws NullPointerException where the answer is none of a list: taken for an empty last page, it would end it */
    static MemberPage read(JsonNode json) {
        JsonNode data = Objects.requireNonNull(json.get("data"));
        return new MemberPage(
                data.valueStream().map(MemberPage::member).toList(),
                Optional.ofNullable(json.path("list_metadata").path("after").textValue()));
    }

    private static Member member(JsonNode json) {
        List<String> roles = new ArrayList<>();
        json.path("roles").forEach(role -> roles.add(role.path("slug").asText()));
        String role = json.path("role").path("slug").textValue();
        if (role != null && !roles.contains(role)) {
            roles.add(role);
        }
        return new Member(Objects.requireNonNull(json.path("user_id").textValue()), roles);
    }
}
