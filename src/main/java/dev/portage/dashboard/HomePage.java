package dev.portage.dashboard;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Where a browser comes in. */
@Path("/")
class HomePage {

    @GET
    public Response home() {
        return Pages.to(Pages.FIRST);
    }
}
