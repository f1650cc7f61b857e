package dev.portage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.builder.ResponseBuilder;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds every answer that the service gives a test by way of RestAssured against its own OpenAPI document. */
public final class HeldToContract implements QuarkusTestBeforeEachCallback, Filter {
    private static final Pattern URL = Pattern.compile("https?://[^/:?#]+(?::(\\d+))?([^?#]*).*");

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        RestAssured.replaceFiltersWith(this);
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification wanted, FilterContext context) {
        Response response = context.next(request, wanted);
        Matcher url = URL.matcher(request.getURI());
        String type = Objects.requireNonNullElse(response.contentType(), "");
        // What comes for as long as somebody listens is not waited for, and other servers are none of ours.
        if (!url.matches()
                || !String.valueOf(RestAssured.port).equals(url.group(1))
                || type.startsWith("text/event-stream")) {
            return response;
        }
        byte[] body = response.asByteArray();
        Contract.Answer answer = new Contract.Answer(
                request.getMethod(),
                url.group(2),
                response.statusCode(),
                type,
                new String(body, StandardCharsets.UTF_8));
        List<String> faults =
                Contract.of(URI.create("http://localhost:" + RestAssured.port)).faults(answer);
        assertThat(faults)
                .as(
                        "%s %s answered %d, against the OpenAPI document: %s",
                        answer.method(), answer.path(), answer.status(), answer.body())
                .isEmpty();
        return new ResponseBuilder().clone(response).setBody(body).build();
    }
}
