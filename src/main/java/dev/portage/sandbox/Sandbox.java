package dev.portage.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Stands in for Amazon Cognito and WorkOS on one port of this machine, for development and tests.
 *
 * <p>A call with an {@code X-Amz-Target} header is Cognito's, a path under {@code /sandbox} controls the sandbox, and
 * everything else is WorkOS's. It refuses what the real services refuse, counts what arrives, and fails as it is told
 * to. All state is in memory and ends with {@link #close}.
 */
public final class Sandbox implements AutoCloseable {

    /** The only WorkOS API key that is accepted. */
    public static final String API_KEY = "sk_sandbox";

    /** The WorkOS client id that goes with it. */
    public static final String CLIENT_ID = "client_sandbox";

    /** The user pool that exists from the start, with 1,000 users of every kind. */
    public static final String POOL_ID = "us-east-1_Sandbox";

    private static final int DEFAULT_PORT = 8090;
    private static final int BACKLOG = 1_024;

    static {
        // Read once by the JDK's server: no delayed acknowledgements, and no idle connection closed under a client.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
        System.setProperty("sun.net.httpserver.idleInterval", "600");
    }

    private final SandboxClock clock = new SandboxClock();
    private final WorkosState workos = new WorkosState(clock);
    private final CognitoState cognito = new CognitoState();
    private final HttpServer server;
    private final ExecutorService threads;

    private final RateLimits limits = new RateLimits();
    private final Faults faults = new Faults();
    private final Journal journal = new Journal(clock);

    private Sandbox(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext(
                "/",
                new Front(
                        clock,
                        new WorkosSide(workos, limits, workosRouter()),
                        new CognitoSide(limits, cognitoOperations()),
                        new Control(workos, cognito, limits, faults, journal, clock),
                        limits,
                        faults,
                        journal));
    }

    private Router workosRouter() {
        Router router = new Router();
        new UserEndpoints(workos).register(router);
        new OrganizationEndpoints(workos).register(router);
        new MembershipEndpoints(workos).register(router);
        new PasswordResetEndpoints(workos).register(router);
        new SignInEndpoints(workos).register(router);
        new EventEndpoints(workos).register(router);
        new ConnectionEndpoints(workos).register(router);
        return router;
    }

    private Map<String, Function<Call, ObjectNode>> cognitoOperations() {
        UserListing users = new UserListing(cognito, clock, faults);
        PoolDescriptions pools = new PoolDescriptions(cognito, clock);
        PoolProviders providers = new PoolProviders(cognito, pools);
        Challenges challenges = new Challenges(clock);
        CognitoSignIn signIn = new CognitoSignIn(cognito, clock, challenges);
        return Map.ofEntries(
                Map.entry("ListUserPools", pools::listUserPools),
                Map.entry("DescribeUserPool", pools::describeUserPool),
                Map.entry("ListUsers", users::listUsers),
                Map.entry("AdminGetUser", users::adminGetUser),
                Map.entry("InitiateAuth", signIn::initiateAuth),
                Map.entry("AdminInitiateAuth", signIn::adminInitiateAuth),
                Map.entry("RespondToAuthChallenge", challenges::respond),
                Map.entry("AdminRespondToAuthChallenge", challenges::respond),
                Map.entry("ListGroups", pools::listGroups),
                Map.entry("ListUsersInGroup", users::listUsersInGroup),
                Map.entry("ListIdentityProviders", providers::listIdentityProviders),
                Map.entry("DescribeIdentityProvider", providers::describeIdentityProvider),
                Map.entry("ListUserPoolClients", providers::listUserPoolClients),
                Map.entry("DescribeUserPoolClient", providers::describeUserPoolClient));
    }

    /**
     * Starts a sandbox on the loopback interface.
     *
     * @param port where it listens; 0 for any that is free
     * @throws IOException if the port is in use
     */
    public static Sandbox start(int port) throws IOException {
        Sandbox sandbox = new Sandbox(port);
        sandbox.server.start();
        return sandbox;
    }

    /** Runs a sandbox until the process is ended; the port is the first argument, 8090 without one. */
    public static void main(String[] arguments) throws IOException {
        int port = arguments.length == 0 ? DEFAULT_PORT : Integer.parseInt(arguments[0]);
        System.out.println("Sandbox for Cognito and WorkOS at " + start(port).url());
    }

    /** The address of everything: the endpoint override for Cognito, the base URL for WorkOS. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What the WorkOS stand-in holds. */
    public WorkosState workos() {
        return workos;
    }

    /** What the Cognito stand-in holds. */
    public CognitoState cognito() {
        return cognito;
    }

    /** Moves the sandbox's clock forward: tokens expire and windows pass without waiting. */
    public void advance(Duration duration) {
        clock.advance(duration);
    }

    /** As {@code PUT /sandbox/faults}: replaces the faults in force by those of a JSON object; {@code {}} ends all. */
    public void faults(String json) {
        faults.set(Json.read(bytes(json), Faults.Wanted.class));
    }

    /** As {@code PUT /sandbox/limits}: changes the limits named, as in {@code {"all": "unlimited"}}. */
    public void limits(String json) {
        limits.change(Json.read(bytes(json), JsonNode.class));
    }

    /** As {@code PUT /sandbox/settings}: changes how the WorkOS environment is set up. */
    public void settings(String json) {
        workos.settings(workos.settings().changed(Json.read(bytes(json), JsonNode.class)));
    }

    /** As {@code PUT /sandbox/pools/{poolId}}: makes a user pool, in place of one with that id. */
    public void pool(String poolId, String json) {
        cognito.make(poolId, Json.read(bytes(json), Pool.Wanted.class));
    }

    /** As {@code GET /sandbox/calls}: what has arrived since the last reset. */
    public JsonNode calls() {
        return journal.describe(limits);
    }

    /** As {@code DELETE /sandbox/calls}: counts anew from here. */
    public void resetCalls() {
        limits.clearArrivals();
        journal.reset();
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        // Ends the calls that a fault keeps hanging.
        threads.shutdownNow();
    }
}
