package dev.portage.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.Sandbox;
import dev.portage.testing.Invariant;
import dev.portage.testing.Portage;
import dev.portage.testing.SandboxHttp;
import dev.portage.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;

/** What one test plays on: a sandbox, a fresh database, and the services that it starts; all gone after the test. */
public final class Scene implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
    private static final Duration OFTEN = Duration.ofMillis(20);

    /** What asks the service takes time from it. */
    private static final Duration SELDOM = Duration.ofMillis(200);

    private static final int SLOW_MACHINE = 3;

    public static final String POOL = "us-east-1_Moving";

    private static final AtomicInteger SCENES = new AtomicInteger();

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<ServiceProcess> services = new ArrayList<>();
    private boolean embedded;
    private Sandbox sandbox;
    private @Nullable DataSource database;
    private String name;

    /** A scene outside any test, to be closed by whoever opens it. */
    public static Scene open(String name) throws IOException {
        Scene scene = new Scene();
        scene.begin(name);
        return scene;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        begin(context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName());
    }

    private void begin(String title) throws IOException {
        name = title + "-" + SCENES.incrementAndGet();
        sandbox = Sandbox.start(0);
        set("QUARKUS_HTTP_HOST", "127.0.0.1");
        set("QUARKUS_HTTP_PORT", 0);
        set("WORKOS_API_KEY", Sandbox.API_KEY);
        set("WORKOS_CLIENT_ID", Sandbox.CLIENT_ID);
        set("WORKOS_API_URL", sandbox.url());
        set("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER", sandbox.url());
        set("AWS_REGION", "us-east-1");
        set("AWS_ACCESS_KEY_ID", "sandbox");
        set("AWS_SECRET_ACCESS_KEY", "sandbox");
        set("PORTAGE_ADMIN_TOKEN", Api.TOKEN);
    }

    /** The database of the services and of the test; a fresh one of the server that all tests share, unless set. */
    public DataSource database() {
        if (database == null) {
            on(TestDatabase.fresh());
        }
        return database;
    }

    /** Lets the services use this database instead of a fresh one of the server that all tests share. */
    public void on(PGSimpleDataSource source) {
        database = source;
        set(
                "PORTAGE_DATABASE_URL",
                "jdbc:postgresql://localhost:" + source.getPortNumbers()[0] + "/" + source.getDatabaseName());
        set("PORTAGE_DATABASE_USERNAME", "postgres");
        set("PORTAGE_DATABASE_PASSWORD", "trusted");
    }

    /** Lets the one service to come bring its own database, with its data in this folder. */
    public void embedded(Path folder) {
        List.of("PORTAGE_DATABASE_URL", "PORTAGE_DATABASE_USERNAME", "PORTAGE_DATABASE_PASSWORD")
                .forEach(environment::remove);
        set("PORTAGE_DATA_DIR", folder);
        embedded = true;
    }

    /** An environment variable of the services to come. */
    public void set(String variable, Object value) {
        environment.put(variable, value.toString());
    }

    void unset(String variable) {
        environment.remove(variable);
    }

    /** Speed for tests of something else: budgets far above WorkOS's, and a sandbox that grants them. */
    public void liftLimits(int writesPer10s) {
        sandbox.limits("{\"all\":\"unlimited\"}");
        set("PORTAGE_WORKOS_WRITES_PER_10S", writesPer10s);
        set("PORTAGE_WORKOS_READS_PER_10S", 2 * writesPer10s);
        set("PORTAGE_WORKOS_REQUESTS_PER_60S", 18 * writesPer10s);
        set("PORTAGE_COGNITO_REQUESTS_PER_SECOND", 100);
    }

    /** Starts one more service as an operator does, and waits until it listens. */
    public ServiceProcess start(String... jvmOptions) {
        return start(1, jvmOptions).getFirst();
    }

    /** Starts this many services at once. */
    public List<ServiceProcess> startAll(int count, String... jvmOptions) {
        return start(count, jvmOptions);
    }

    /** Starts a service that comes up in half the time, and is slower later; for tests that start many. */
    public ServiceProcess startQuick() {
        return startQuick(1).getFirst();
    }

    /** Starts this many of them at once. */
    public List<ServiceProcess> startQuick(int count) {
        return start(count, "-Xmx256m", "-XX:TieredStopAtLevel=1");
    }

    private List<ServiceProcess> start(int count, String... jvmOptions) {
        String[] options = jvmOptions.length == 0 ? new String[] {"-Xmx384m"} : jvmOptions;
        List<ServiceProcess> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(launch(options));
        }
        started.forEach(ServiceProcess::awaitListening);
        return started;
    }

    /** Starts one more service, and waits for nothing. */
    public ServiceProcess launch(String... jvmOptions) {
        if (!embedded) {
            database();
        }
        services.add(ServiceProcess.start(name + "-" + (services.size() + 1), environment, List.of(jvmOptions)));
        return services.getLast();
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    /** Asks any service that lives. */
    public Api api() {
        return new Api(living().url());
    }

    private ServiceProcess living() {
        return services.reversed().stream()
                .filter(ServiceProcess::isAlive)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No service lives"));
    }

    /** Waits for an import to be over; faults on the way are the test's own doing. */
    public JsonNode awaitCompleted(String migration, Duration atMost) {
        await("completion of the import", atMost, SELDOM, () -> {
            Api.Answer answer = api().get("/migrations/" + migration);
            String state = answer.body().path("state").asText();
            if (state.equals("FAILED") || state.equals("PAUSED")) {
                throw new AssertionError("The import stopped: " + answer.body());
            }
            return state.equals("COMPLETED");
        });
        JsonNode done = api().migration(migration);
        if (done.at("/users/pending").asInt(-1) != 0) {
            throw new AssertionError("Completed, although users are pending: " + done);
        }
        return done;
    }

    /**
     * Waits for what is to be seen at a certain moment.
     *
     * @param atMost how long that takes on a machine of which others take their share too; a slow one gets longer
     */
    public static void await(String what, Duration atMost, Callable<Boolean> condition) {
        await(what, atMost, OFTEN, condition);
    }

    private static void await(String what, Duration atMost, Duration interval, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(atMost.multipliedBy(SLOW_MACHINE))
                .pollDelay(Duration.ZERO)
                .pollInterval(interval)
                // But no assertion: what must hold all the time ends the wait where it does not.
                .ignoreExceptionsMatching(e -> e instanceof Exception)
                .until(condition);
    }

    /** Waits until WorkOS has this many users. */
    public void awaitUsers(int atLeast, Duration atMost) {
        Awaitility.await(atLeast + " users in WorkOS")
                .atMost(atMost.multipliedBy(SLOW_MACHINE))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> sandbox.workos().userCount() >= atLeast);
    }

    /** Empties WorkOS and forgets the calls, for another import in the same test. */
    public void startOver() {
        new SandboxHttp(sandbox.url()).send("DELETE", "/sandbox/workos", "");
        sandbox.resetCalls();
    }

    /** Makes an organization in WorkOS; its id. */
    public String createOrganization(String title) {
        return new SandboxHttp(sandbox.url()).createOrganization(title);
    }

    /** Makes an organization that everybody joins whom the services to come import; its id. */
    public String everybodyJoins() {
        String id = createOrganization("Acme");
        set("WORKOS_ORGANIZATION_ID", id);
        return id;
    }

    /** How often an operation was called. */
    public int calls(String operation) {
        return sandbox.calls().at("/operations/" + operation + "/count").asInt();
    }

    /** How many calls are not answered yet. */
    public int openCalls() {
        return sandbox.calls().path("open").asInt();
    }

    /** How many users were found in WorkOS, because the answer to their create never came here. */
    public int lostAnswers() {
        return sandbox.calls()
                .at("/operations/users.getByExternalId/byStatus/200")
                .asInt();
    }

    /** Nobody is lost, doubled or unexplained; whatever faults there were are over with that. */
    public void assertNobodyIsLost(String migration) {
        sandbox.faults("{}");
        Invariant.holds(migration, new Portage(living().url(), Api.TOKEN), new SandboxHttp(sandbox.url()));
    }

    /** The same of a migration that has its users from a dump of this pool. */
    public void assertNobodyIsLost(String migration, String pool) {
        sandbox.faults("{}");
        Invariant.holds(migration, pool, new Portage(living().url(), Api.TOKEN), new SandboxHttp(sandbox.url()));
    }

    /** The first column of the first row, for what no caller of the API can see. */
    public String query(String sql) throws SQLException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.execute(sql) ? statement.getResultSet() : null) {
            return rows != null && rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        services.forEach(ServiceProcess::close);
        sandbox.close();
    }
}
