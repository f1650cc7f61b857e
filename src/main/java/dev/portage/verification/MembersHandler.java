package dev.portage.verification;

import dev.portage.discovery.WorkOsAnswers;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.Verdict;
import dev.portage.verification.Verification.Phase;
import dev.portage.workos.MemberPage;
import dev.portage.workos.Outcome;
import dev.portage.workos.WorkOsDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Lists the members of each organization that users were to join, page by page. */
@ApplicationScoped
class MembersHandler implements PhaseHandler<MembersHandler.Step> {
    private final Verifications verifications;
    private final Listings listings;
    private final WorkOsDirectory workos;
    private final Conductor conductor;
    private final Clock clock;

    MembersHandler(
            Verifications verifications, Listings listings, WorkOsDirectory workos, Conductor conductor, Clock clock) {
        this.verifications = verifications;
        this.listings = listings;
        this.workos = workos;
        this.conductor = conductor;
        this.clock = clock;
    }

    /**
     * Where the phase stands.
     *
     * @param after the membership that the next page begins after; empty for the first page
     */
    record Place(String organizationId, Optional<String> after) {
        static Place read(String text) {
            int space = text.indexOf(' ');
            return space < 0
                    ? new Place(text, Optional.empty())
                    : new Place(text.substring(0, space), Optional.of(text.substring(space + 1)));
        }

        String text() {
            return after.map(id -> organizationId + " " + id).orElse(organizationId);
        }
    }

    /** What a step brings. */
    sealed interface Step {
        Work work();

        /** Goes on with this organization. */
        record Next(Work work, String organizationId) implements Step {}

        /** A page, and what comes after it; nothing after the last of the last organization. */
        record Page(Work work, Place place, MemberPage page, Optional<Place> next) implements Step {}

        /** There is no organization, or none any more. */
        record End(Work work) implements Step {}

        record GiveUp(Work work, String why) implements Step {}
    }

    @Override
    public Phase phase() {
        return Phase.MEMBERS;
    }

    @Override
    public Conductor conductor() {
        return conductor;
    }

    @Override
    public Verdict<Step> handle(Job job, Work work, Turn turn) throws InterruptedException {
        String text = work.verification().place();
        if (text == null) {
            return goOn(work, "");
        }
        Place place = Place.read(text);
        Outcome<MemberPage> outcome = workos.members(place.organizationId(), place.after(), turn);
        if (outcome instanceof Outcome.Success<MemberPage>(MemberPage page)) {
            Optional<Place> next = page.next()
                    .map(after -> new Place(place.organizationId(), Optional.of(after)))
                    .or(() -> following(work, place.organizationId())
                            .map(organization -> new Place(organization, Optional.empty())));
            Step step = new Step.Page(work, place, page, next);
            return next.isPresent() ? new Verdict.Continue<>(step) : new Verdict.Done<>(step);
        }
        // Refused, where WorkOS has no such organization: that its members are missing is found by the comparison.
        return WorkOsAnswers.<Step>undecided(outcome).orElseGet(() -> goOn(work, place.organizationId()));
    }

    /** With the organization after this one. */
    private Verdict<Step> goOn(Work work, String organizationId) {
        return following(work, organizationId)
                .<Verdict<Step>>map(next -> new Verdict.Continue<>(new Step.Next(work, next)))
                .orElseGet(() -> new Verdict.Done<>(new Step.End(work)));
    }

    private Optional<String> following(Work work, String organizationId) {
        return listings.organizationAfter(work.migration().id(), organizationId);
    }

    @Override
    public void record(Step step) {
        Verification verification = step.work().verification();
        switch (step) {
            case Step.Next(Work ignored, String organization) ->
                verifications.reached(verification.id(), organization, clock.instant());
            case Step.Page(Work ignored, Place place, MemberPage page, Optional<Place> next) -> {
                listings.addMembers(verification, place.organizationId(), page.members());
                next.ifPresentOrElse(
                        to -> verifications.reached(verification.id(), to.text(), clock.instant()),
                        () -> conductor.after(verification, Phase.MEMBERS));
            }
            case Step.End ignored -> conductor.after(verification, Phase.MEMBERS);
            case Step.GiveUp(Work ignored, String why) -> conductor.withoutWorkOs(verification, why);
        }
    }

    @Override
    public Step exhausted(Job job, Work work, String why) {
        return new Step.GiveUp(
                work,
                "The members of organizations could not be listed (" + why + "): start another verification later.");
    }
}
