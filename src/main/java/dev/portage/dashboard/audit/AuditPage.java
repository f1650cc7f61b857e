package dev.portage.dashboard.audit;

import dev.portage.audit.AuditEntry;
import dev.portage.audit.AuditTrail;
import dev.portage.dashboard.Badge;
import dev.portage.dashboard.Frame;
import dev.portage.dashboard.Link;
import dev.portage.dashboard.Moment;
import dev.portage.dashboard.Pages;
import dev.portage.dashboard.Section;
import dev.portage.dashboard.Tone;
import dev.portage.dashboard.Words;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The audit trail, the newest entry first. */
@Path("/dashboard/audit")
@Produces(Pages.HTML)
class AuditPage {

    private static final int SHOWN = 50;

    private final AuditTrail trail;
    private final Pages pages;

    AuditPage(AuditTrail trail, Pages pages) {
        this.trail = trail;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/audit")
    static class Templates {
        private Templates() {}

        static native TemplateInstance audit(
                Frame frame, Chosen filter, List<Line> lines, boolean first, @Nullable String next);

        static native TemplateInstance chain(
                boolean intact, String entries, @Nullable String brokenAt, String lastHash);
    }

    /** What the list is narrowed to, as its form shows it. */
    record Chosen(String actor, String path, boolean refused) {

        /** A value of a field. */
        record Choice(String value, String label, boolean chosen) {}

        public List<Choice> actors() {
            return Stream.of("", "admin", "viewer", "sign-in")
                    .map(each -> new Choice(each, each.isEmpty() ? "Anybody" : label(each), each.equals(actor)))
                    .toList();
        }

        private static String label(String actor) {
            return switch (actor) {
                case "admin" -> "An admin";
                case "viewer" -> "A viewer";
                case "sign-in" -> "An application, by the sign-in token";
                default -> "Somebody without a token";
            };
        }

        public boolean narrows() {
            return !actor.isEmpty() || !path.isEmpty() || refused;
        }

        AuditTrail.Filter toFilter() {
            return new AuditTrail.Filter(actor, path, refused);
        }

        /** The query of an address. */
        public String query() {
            return "?actor=" + Link.encoded(actor) + "&path=" + Link.encoded(path) + (refused ? "&refused=true" : "");
        }

        /** The query of the page behind this entry. */
        String behind(long entry) {
            return query() + "&before=" + entry;
        }
    }

    /** An entry. */
    record Line(long id, Moment at, String actor, String address, String what, Badge answer, String requestId) {

        static Line of(AuditTrail.Recorded recorded) {
            AuditEntry entry = recorded.entry();
            return new Line(
                    recorded.id(),
                    Moment.at(entry.at()),
                    entry.actor(),
                    text(entry.address()),
                    entry.method() + " " + entry.path(),
                    answer(entry.status()),
                    text(entry.requestId()));
        }

        private static String text(@Nullable String value) {
            return value == null ? "" : value;
        }

        private static Badge answer(int status) {
            if (status < 400) {
                return new Badge(status + " done", Tone.GOOD);
            }
            return status < 500
                    ? new Badge(status + " refused", Tone.WARNING)
                    : new Badge(status + " failed", Tone.BAD);
        }
    }

    /**
     * The entries that were chosen, the newest first.
     *
     * @param before the id of the oldest entry on the page before
     */
    @GET
    public String list(
            @QueryParam("actor") @DefaultValue("") String actor,
            @QueryParam("path") @DefaultValue("") String path,
            @QueryParam("refused") @DefaultValue("false") boolean refused,
            @QueryParam("before") @Nullable Long before) {
        Chosen filter = new Chosen(actor.strip(), path.strip(), refused);
        List<AuditTrail.Recorded> found = trail.newest(
                filter.toFilter(), SHOWN + 1, before == null ? OptionalLong.empty() : OptionalLong.of(before));
        List<AuditTrail.Recorded> shown = found.size() > SHOWN ? found.subList(0, SHOWN) : found;
        return Templates.audit(
                        pages.frame("Audit", Section.AUDIT),
                        filter,
                        shown.stream().map(Line::of).toList(),
                        before == null,
                        found.size() > SHOWN ? filter.behind(shown.getLast().id()) : null)
                .render();
    }

    /** Looks through the whole trail, so only when somebody wants to know. */
    @GET
    @Path("chain")
    public String chain() {
        AuditTrail.Chain chain = trail.check();
        String last = chain.lastHash();
        return Templates.chain(
                        chain.intact(),
                        Words.number(chain.entries()),
                        chain.brokenAt() == null ? null : Words.number(chain.brokenAt()),
                        last == null ? "" : last)
                .render();
    }
}
