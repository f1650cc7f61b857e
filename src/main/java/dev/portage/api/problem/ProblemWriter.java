package dev.portage.api.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** Puts problems on the wire, from a resource as from the layers below. */
@ApplicationScoped
public class ProblemWriter {

    private final ObjectMapper mapper;
    private final ProblemPages pages;
    private final CurrentVertxRequest current;

    ProblemWriter(ObjectMapper mapper, ProblemPages pages, CurrentVertxRequest current) {
        this.mapper = mapper;
        this.pages = pages;
        this.current = current;
    }

    /** Ends a request that no resource has seen. Does nothing if an answer is under way. */
    public void end(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.ended()) {
            return;
        }
        if (response.headWritten()) {
            // Half an answer must not look like a whole one.
            context.request().connection().close();
            return;
        }
        if (!context.request().isEnded()) {
            // Quarkus pauses a request until somebody wants its body; unread, it would hold up the connection.
            context.request().resume();
        }
        Optional<ProblemPages.Page> page = pages.of(context, problem);
        if (page.isPresent()) {
            response.setStatusCode(page.get().status());
            page.get().headers().forEach(response::putHeader);
            response.putHeader(HttpHeaders.CONTENT_TYPE, ProblemPages.Page.MEDIA_TYPE);
            response.end(page.get().html());
            return;
        }
        response.setStatusCode(problem.status());
        response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.end(Buffer.buffer(json(problem)));
    }

    Response.ResponseBuilder response(Problem problem) {
        return Optional.ofNullable(current.getCurrent())
                .flatMap(context -> pages.of(context, problem))
                .map(ProblemWriter::page)
                .orElseGet(() -> Response.status(problem.status())
                        .type(Problem.MEDIA_TYPE)
                        .entity(json(problem)));
    }

    private static Response.ResponseBuilder page(ProblemPages.Page page) {
        Response.ResponseBuilder response = Response.status(page.status())
                .type(ProblemPages.Page.MEDIA_TYPE)
                .entity(page.html());
        page.headers().forEach(response::header);
        return response;
    }

    private byte[] json(Problem problem) {
        try {
            return mapper.writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem can't be written as JSON", e);
        }
    }
}
