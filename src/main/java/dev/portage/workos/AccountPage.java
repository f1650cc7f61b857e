package dev.portage.workos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A page of the accounts of a WorkOS environment.
 *
 * @param next after which id the next page begins; empty on the last
 */
public record AccountPage(List<Account> accounts, Optional<String> next) {

    public AccountPage {
        accounts = List.copyOf(accounts);
    }

    /**
     * An account, as far as a comparison asks.
     *
     * @param signedIn whether the user has ever signed in
     */
    public record Account(
            String id,
            String email,
            @Nullable String externalId,
            boolean emailVerified,
            boolean signedIn,
            Map<String, String> metadata) {
        public Account {
            metadata = Map.copyOf(metadata);
        }
    }

    /** @throws NullPointerException where the answer is none of a list: taken for an empty last page, it would end it */
    static AccountPage read(JsonNode json) {
        JsonNode data = Objects.requireNonNull(json.get("data"));
        return new AccountPage(
                data.valueStream().map(AccountPage::account).toList(),
                Optional.ofNullable(json.path("list_metadata").path("after").textValue()));
    }

    private static Account account(JsonNode json) {
        return new Account(
                Objects.requireNonNull(json.path("id").textValue()),
                Objects.requireNonNull(json.path("email").textValue()),
                json.path("external_id").textValue(),
                json.path("email_verified").asBoolean(),
                json.path("last_sign_in_at").isTextual(),
                json.path("metadata").properties().stream()
                        .filter(entry -> entry.getValue().isTextual())
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().asText())));
    }
}
