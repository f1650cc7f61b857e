import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** A sign-in page's server: posts e-mail and password to Portage, and keeps WorkOS's session in a cookie. */
@Path("/")
public class SignInPage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String portage = System.getProperty("portage.url", "http://localhost:8080");
    private final String token = System.getProperty("portage.sign-in-token", "sign-in");

    @POST
    @Path("login")
    public Response login(
            @FormParam("email") String email,
            @FormParam("password") String password,
            @HeaderParam("X-Real-IP") String address, // as the proxy in front of this server sets it
            @HeaderParam("User-Agent") String agent)
            throws IOException, InterruptedException {
        return show(ask("/sign-in", Map.of(
                "email", email, "password", password, "ipAddress", address, "userAgent", agent)));
    }

    @POST
    @Path("code")
    public Response code(
            @FormParam("pending") String pending, @FormParam("code") String code, @HeaderParam("X-Real-IP") String address)
            throws IOException, InterruptedException {
        return show(ask("/sign-in/challenge", Map.of(
                "pendingAuthenticationToken", pending, "code", code, "ipAddress", address)));
    }

    private Response show(HttpResponse<String> response) throws IOException {
        JsonNode answer = JSON.readTree(response.body());
        return switch (answer.path("outcome").asText()) {
            case "SIGNED_IN" ->
                Response.seeOther(URI.create(answer.path("mfaEnrollmentRequired").asBoolean() ? "/enroll-mfa" : "/"))
                        .cookie(new NewCookie.Builder("session")
                                .value(answer.path("accessToken").asText())
                                .httpOnly(true)
                                .secure(true)
                                .build())
                        .build();
            // No outcome: refused, too many attempts, or nobody to ask; the page shows the detail.
            case "" -> Response.status(response.statusCode()).entity(answer.path("detail").asText()).build();
            // A further step: the page asks for a code, or goes on with WorkOS's SDK.
            default -> Response.ok(answer.toString()).build();
        };
    }

    private HttpResponse<String> ask(String path, Map<String, String> body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(portage + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
