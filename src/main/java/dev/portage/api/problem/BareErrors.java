package dev.portage.api.problem;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Gives a resource's answer that is nothing but an error status the body that callers rely on. */
class BareErrors {

    private final ProblemWriter writer;

    BareErrors(ProblemWriter writer) {
        this.writer = writer;
    }

    @ServerResponseFilter
    public void complete(ContainerResponseContext response) {
        if (response.getStatus() >= 400 && !response.hasEntity()) {
            Object body = writer.response(Problems.ofStatus(response.getStatus()))
                    .build()
                    .getEntity();
            response.setEntity(body, null, MediaType.valueOf(Problem.MEDIA_TYPE));
            response.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        }
    }
}
