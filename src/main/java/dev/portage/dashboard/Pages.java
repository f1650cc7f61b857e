package dev.portage.dashboard;

import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Migration;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every page needs: the frame around it, and the way back to a page after something was done. */
@ApplicationScoped
public class Pages {

    /** What a page is; each resource of the dashboard has it as its {@code @Produces}. */
    public static final String HTML = "text/html;charset=UTF-8";

    /** What a page's form sends; each method that takes one has it as its {@code @Consumes}. */
    public static final String FORM = "application/x-www-form-urlencoded";

    /** The page that everybody starts at. */
    static final String FIRST = "/dashboard/migrations";

    private static final String CONFIRM = "confirm";
    private static final int SEE_OTHER = 303;

    private final RoutingContext request;
    private final SecurityIdentity caller;
    private final Assets.Shelf shelf;

    Pages(RoutingContext request, SecurityIdentity caller, Assets.Shelf shelf) {
        this.request = request;
        this.caller = caller;
        this.shelf = shelf;
    }

    /** The frame of a page of a section. */
    public Frame frame(String title, Section section) {
        return frame(title, section, null);
    }

    /** The frame of a page of one migration. */
    public Frame frame(Migration migration, MigrationTab tab) {
        Heading heading = Heading.of(migration, tab);
        String title = migration.name() + " · " + tab.link(migration.id(), true).label();
        return frame(title, Section.MIGRATIONS, heading);
    }

    /** The frame of a page for somebody who has not signed in, or of whom that is not known. */
    Frame bare(String title) {
        return new Frame(title, List.of(), Viewer.NOBODY, null, null, shelf.assets());
    }

    private Frame frame(String title, Section current, @Nullable Heading heading) {
        return new Frame(
                title,
                Arrays.stream(Section.values())
                        .map(section -> section.link(section == current))
                        .toList(),
                viewer(),
                Notice.take(request).orElse(null),
                heading,
                shelf.assets());
    }

    /** Who looks at this page. */
    public Viewer viewer() {
        return caller.isAnonymous()
                ? Viewer.NOBODY
                : new Viewer(caller.getPrincipal().getName());
    }

    /**
     * For what can't be taken back: the form must hold the migration's name, as its dialog asks for it.
     *
     * @throws InvalidRequestException where it does not
     */
    public void requireName(Form form, Migration migration) {
        if (!form.text(CONFIRM).equals(migration.name().strip())) {
            throw new InvalidRequestException(CONFIRM, "must be the migration's name, '" + migration.name() + "'");
        }
    }

    /** Answers a form: the browser goes to this page, which says what was done. */
    public Response done(String path, String sentence) {
        leave(sentence);
        return to(path);
    }

    /** Has the next page that is shown say this. */
    public void leave(String sentence) {
        Notice.leave(request, sentence);
    }

    /** Sends the browser to a page. */
    static Response to(String path) {
        // As it stands: made absolute, it would lead around a proxy that TLS ends at.
        return Response.status(SEE_OTHER).header(HttpHeaders.LOCATION, path).build();
    }
}
