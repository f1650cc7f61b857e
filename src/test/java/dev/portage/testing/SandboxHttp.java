package dev.portage.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The sandbox's controls over HTTP, for a sandbox in this process or another. */
public final class SandboxHttp {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final URI url;

    public SandboxHttp(URI url) {
        this.url = url;
    }

    public JsonNode get(String path) {
        return send("GET", path, "");
    }

    public JsonNode send(String method, String path, String body) {
        HttpResponse<byte[]> response = exchange(method, path, body);
        if (response.statusCode() >= 300) {
            throw new AssertionError(
                    method + " " + path + ": " + response.statusCode() + " " + new String(response.body()));
        }
        try {
            return response.body().length == 0 ? MissingNode.getInstance() : MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<byte[]> exchange(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer sk_sandbox")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public void reset() {
        send("POST", "/sandbox/reset", "");
    }

    public JsonNode calls() {
        return get("/sandbox/calls");
    }

    /** How many calls of an operation have arrived since the last reset. */
    public int calls(String operation) {
        return calls().path("operations").path(operation).path("count").asInt();
    }

    /** The operations called since the last reset, but for the events, which are read now and then for all migrations. */
    public Set<String> operations() {
        Set<String> called = new TreeSet<>();
        calls().path("operations").fieldNames().forEachRemaining(called::add);
        called.remove("events.list");
        return called;
    }

    /** How many calls of any operation of WorkOS that writes. */
    public int writes() {
        int writes = 0;
        for (Map.Entry<String, JsonNode> operation : calls().path("operations").properties()) {
            if (operation.getKey().matches(".*\\.(create|update|delete|deactivate|reactivate)")) {
                writes += operation.getValue().path("count").asInt();
            }
        }
        return writes;
    }

    /** A user pool as the AWS CLI dumps it. */
    public byte[] dump(String poolId, String query) {
        return exchange("GET", "/sandbox/pools/" + poolId + "/dump" + query, "").body();
    }

    /** The subs of a pool's users as they are now; empty for a pool that there is not. */
    public List<String> subs(String poolId) {
        HttpResponse<byte[]> dump = exchange("GET", "/sandbox/pools/" + poolId + "/dump", "");
        List<String> subs = new ArrayList<>();
        if (dump.statusCode() == 200) {
            try {
                MAPPER.readTree(dump.body()).path("Users").forEach(user -> subs.add(sub(user)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return subs;
    }

    private static String sub(JsonNode user) {
        for (JsonNode attribute : user.path("Attributes")) {
            if (attribute.path("Name").asText().equals("sub")) {
                return attribute.path("Value").asText();
            }
        }
        return user.path("Username").asText();
    }

    /** Adds a user to a pool; answers the sub. */
    public String addUser(String poolId, String json) {
        return send("POST", "/sandbox/pools/" + poolId + "/users", json)
                .path("sub")
                .asText();
    }

    public void changeUser(String poolId, String sub, String json) {
        send("PATCH", "/sandbox/pools/" + poolId + "/users/" + sub, json);
    }

    /** Makes a group of these users, or gives one that exists other members; precedence null for none. */
    public void makeGroup(String poolId, String name, @Nullable Integer precedence, Collection<String> subs) {
        ObjectNode group = MAPPER.createObjectNode();
        if (precedence != null) {
            group.put("precedence", precedence);
        }
        subs.forEach(group.putArray("members")::add);
        send("PUT", "/sandbox/pools/" + poolId + "/groups/" + name, group.toString());
    }

    /** Creates a user in WorkOS as somebody else would; answers the id. */
    public String createInWorkOs(String json) {
        return send("POST", "/user_management/users", json).path("id").asText();
    }

    /** Creates an organization in WorkOS; answers the id. */
    public String createOrganization(String name) {
        return send("POST", "/organizations", "{\"name\":\"" + name + "\"}")
                .path("id")
                .asText();
    }

    /** Everybody in WorkOS, by id. */
    public Map<String, JsonNode> workosUsers() {
        Map<String, JsonNode> users = new HashMap<>();
        String after = "";
        do {
            JsonNode page = get("/sandbox/users" + after);
            page.path("users").forEach(user -> users.put(user.path("id").asText(), user));
            after = page.has("after") ? "?after=" + page.path("after").asText() : "";
        } while (!after.isEmpty());
        return users;
    }

    /** The roles of the members of an organization, by the ids of its users. */
    public Map<String, String> members(String organizationId) {
        Map<String, String> roles = new HashMap<>();
        String after = "";
        do {
            JsonNode page = get(
                    "/user_management/organization_memberships?limit=100&organization_id=" + organizationId + after);
            page.path("data")
                    .forEach(member -> roles.put(
                            member.path("user_id").asText(),
                            member.path("role").path("slug").asText()));
            String next = page.path("list_metadata").path("after").asText("");
            after = next.isEmpty() || next.equals("null") ? "" : "&after=" + next;
        } while (!after.isEmpty());
        return roles;
    }

    /** All roles of the first hundred members of an organization, by the ids of its users. */
    public Map<String, List<String>> roles(String organizationId) {
        Map<String, List<String>> roles = new HashMap<>();
        get("/user_management/organization_memberships?limit=100&organization_id=" + organizationId)
                .path("data")
                .forEach(member -> roles.put(
                        member.path("user_id").asText(), member.path("roles").findValuesAsText("slug")));
        return roles;
    }

    /** The password resets that WorkOS has mailed, oldest first. */
    public List<JsonNode> mails() {
        List<JsonNode> mails = new ArrayList<>();
        get("/sandbox/mailbox").path("mails").forEach(mails::add);
        return mails;
    }

    /** How many mails each address has got. */
    public Map<String, Integer> mailsByAddress() {
        Map<String, Integer> counts = new HashMap<>();
        mails().forEach(mail -> counts.merge(mail.path("email").asText(), 1, Integer::sum));
        return counts;
    }

    /** Follows the link of a mail and sets a password there. */
    public void follow(JsonNode mail) {
        send("POST", "/sandbox/mailbox/" + mail.path("id").asText(), "{\"password\":\"Correct-Horse-42-Battery\"}");
    }
}
