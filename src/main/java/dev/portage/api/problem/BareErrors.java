package dev.portage.api.problem;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
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
            Response body =
                    writer.response(Problems.ofStatus(response.getStatus())).build();
            response.setEntity(body.getEntity(), null, body.getMediaType());
            response.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, body.getMediaType());
        }
    }
}
