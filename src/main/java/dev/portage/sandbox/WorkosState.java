package dev.portage.sandbox;

import java.util.List;
import java.util.Optional;

/** Everything that the WorkOS stand-in holds; tests in the same JVM may look at it directly. */
public final class WorkosState {

    private final SandboxClock clock;
    private final Ids ids;
    private final WorkosUsers users = new WorkosUsers();
    private final Organizations organizations = new Organizations();
    private final Memberships memberships = new Memberships();
    private final Mailbox mailbox = new Mailbox();
    private final Connections connections = new Connections();
    private final Events events;
    private volatile Settings settings = Settings.DEFAULTS;

    WorkosState(SandboxClock clock) {
        this.clock = clock;
        ids = new Ids(clock);
        events = new Events(clock, ids);
    }

    /** Every user there is, oldest first. */
    public List<WorkosUser> allUsers() {
        return List.copyOf(users.byId().values());
    }

    /** How many users there are. */
    public int userCount() {
        return users.size();
    }

    /** The user with that external id, which Portage sets to the Cognito {@code sub}. */
    public Optional<WorkosUser> userByExternalId(String externalId) {
        return users.byExternalId(externalId);
    }

    /** The user with that e-mail, whatever its case. */
    public Optional<WorkosUser> userByEmail(String email) {
        return users.byEmail(email);
    }

    /** How many memberships there are. */
    public int membershipCount() {
        return memberships.byId().size();
    }

    WorkosUsers users() {
        return users;
    }

    Organizations organizations() {
        return organizations;
    }

    Memberships memberships() {
        return memberships;
    }

    Events events() {
        return events;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    Connections connections() {
        return connections;
    }

    Ids ids() {
        return ids;
    }

    SandboxClock clock() {
        return clock;
    }

    Settings settings() {
        return settings;
    }

    void settings(Settings wanted) {
        settings = wanted;
    }

    /** Forgets users, organizations, memberships and events; settings stay. */
    void wipe() {
        users.clear();
        organizations.clear();
        memberships.clear();
        events.clear();
        mailbox.clear();
        connections.clear();
    }
}
