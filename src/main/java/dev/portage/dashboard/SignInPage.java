package dev.portage.dashboard;

import dev.portage.api.security.Role;
import dev.portage.api.security.SessionCookie;
import dev.portage.api.security.SignInCheck;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Signing in with a token, and out. */
@Path("/dashboard")
@Produces(Pages.HTML)
class SignInPage {

    private static final int UNAUTHORIZED = 401;

    /** A page of ours, and nothing that a browser could take for another host. */
    private static final Pattern OURS = Pattern.compile("/dashboard/[A-Za-z0-9/_.?=&%:@+-]*");

    private final Pages pages;
    private final SignInCheck check;

    SignInPage(Pages pages, SignInCheck check) {
        this.pages = pages;
        this.check = check;
    }

    @CheckedTemplate(basePath = "dashboard", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    static class Templates {
        private Templates() {}

        static native TemplateInstance signIn(Frame frame, String to, String complaint);
    }

    @GET
    public Response first() {
        return Pages.to(Pages.FIRST);
    }

    @GET
    @Path("sign-in")
    public String ask(@QueryParam("to") @Nullable String to, @QueryParam("ended") @Nullable Boolean ended) {
        String complaint = Boolean.TRUE.equals(ended)
                ? "Your session has ended, because your token is in force no more. Sign in with the present one."
                : "";
        return page(to, complaint);
    }

    @POST
    @Path("sign-in")
    @Consumes(Pages.FORM)
    public Response signIn(MultivaluedMap<String, String> sent, RoutingContext context) {
        Form form = Form.of(sent);
        String token = form.text("token");
        Optional<Role> role = check.roleOf(token);
        if (role.isEmpty()) {
            return refused(form, "This is no token of this service: sign in with its admin or viewer token.");
        }
        if (role.get() == Role.SIGN_IN) {
            return refused(
                    form, "This token is for your sign-in page's server, which sees nothing here: use another one.");
        }
        SessionCookie.set(context, token);
        return Pages.to(target(form.text("to")));
    }

    @POST
    @Path("sign-out")
    public Response signOut(RoutingContext context) {
        SessionCookie.clear(context);
        return Pages.to(SessionCookie.SIGN_IN);
    }

    private Response refused(Form form, String complaint) {
        return Response.status(UNAUTHORIZED)
                .entity(page(form.text("to"), complaint))
                .build();
    }

    private String page(@Nullable String to, String complaint) {
        return Templates.signIn(pages.bare("Sign in"), target(to), complaint).render();
    }

    private static String target(@Nullable String to) {
        return to != null && OURS.matcher(to).matches() && !to.startsWith(SessionCookie.SIGN_IN) ? to : Pages.FIRST;
    }
}
