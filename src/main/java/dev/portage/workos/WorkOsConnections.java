package dev.portage.workos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.workos.WorkOS;
import com.workos.common.http.RequestConfig;
import dev.portage.pacing.Draw;
import dev.portage.pacing.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import kotlin.Pair;

/**
 * SSO connections. {@code POST /connections} is newer than WorkOS's published specification, and not every environment
 * answers to it: where it does not, the outcome is {@code NotFound}, and the connection is made by hand.
 */
@ApplicationScoped
public class WorkOsConnections {
    private final WorkOS workos;
    private final WorkOsCalls calls;
    private final SecretHttp http;

    WorkOsConnections(WorkOS workos, WorkOsCalls calls, SecretHttp http) {
        this.workos = workos;
        this.calls = calls;
        this.http = http;
    }

    /** A connection, as far as a check asks. */
    public record Connection(String id, String state) {
        public boolean active() {
            return state.equals("active");
        }
    }

    /** How the other side is reached. */
    public sealed interface Means {
        record Saml(String metadataUrl) implements Means {}

        /** Not to be printed: it holds the client's secret. */
        record Oidc(String issuer, String clientId, Optional<String> clientSecret) implements Means {
            @Override
            public String toString() {
                return "Oidc[" + issuer + "]";
            }
        }
    }

    /** {@code POST /connections}; one external id is one connection, however often it is called. */
    public Outcome<Connection> create(String organizationId, String name, String externalId, Means means, Turn turn)
            throws InterruptedException {
        return calls.make("connections.create", Draw.WORKOS_WRITE, turn, () -> {
            ObjectNode body = http.body()
                    .put("organization_id", organizationId)
                    .put("name", name)
                    .put("external_id", externalId);
            switch (means) {
                case Means.Saml(String metadataUrl) -> {
                    body.put("connection_type", "GenericSAML");
                    body.putObject("saml_options").put("idp_metadata_url", metadataUrl);
                }
                case Means.Oidc(String issuer, String clientId, Optional<String> secret) -> {
                    body.put("connection_type", "GenericOIDC");
                    ObjectNode options = body.putObject("oidc_options")
                            .put("client_id", clientId)
                            .put(
                                    "discovery_endpoint",
                                    issuer.replaceAll("/$", "") + "/.well-known/openid-configuration");
                    secret.ifPresent(value -> options.put("client_secret", value));
                }
            }
            SecretHttp.Answer answer = http.send("POST", "/connections", body);
            if (answer.refused()) {
                throw new Refusal(answer);
            }
            return connection(answer.body());
        });
    }

    /** The connections of an organization. */
    public Outcome<List<Connection>> of(String organizationId, Turn turn) throws InterruptedException {
        return calls.make(
                "connections.list",
                Draw.WORKOS_READ,
                turn,
                () -> workos.baseClient
                        .requestJson(new RequestConfig(
                                "GET",
                                "/connections",
                                List.of(new Pair<>("organization_id", organizationId), new Pair<>("limit", "100"))))
                        .path("data")
                        .valueStream()
                        .map(WorkOsConnections::connection)
                        .toList());
    }

    private static Connection connection(JsonNode json) {
        return new Connection(
                Objects.requireNonNull(json.path("id").textValue()),
                json.path("state").asText());
    }
}
