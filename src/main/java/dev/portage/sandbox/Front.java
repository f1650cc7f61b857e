package dev.portage.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Receives every call: stamps its arrival, counts it, lets the faults happen, and has the right side answer it. */
final class Front implements HttpHandler {

    private static final byte[] NOT_JSON = "<html><body>502 Bad Gateway</body></html>".getBytes(StandardCharsets.UTF_8);
    private static final byte[] LACKS_FIELDS = "{\"object\":\"unknown\"}".getBytes(StandardCharsets.UTF_8);
    private static final Duration HELD_AT_MOST = Duration.ofMinutes(1);

    private final SandboxClock clock;
    private final Side workos;
    private final Side cognito;
    /** The control interface, which no fault and no limit touches. */
    private final Router.Endpoint control;

    private final RateLimits limits;
    private final Faults faults;
    private final Journal journal;

    Front(
            SandboxClock clock,
            Side workos,
            Side cognito,
            Router.Endpoint control,
            RateLimits limits,
            Faults faults,
            Journal journal) {
        this.clock = clock;
        this.workos = workos;
        this.cognito = cognito;
        this.control = control;
        this.limits = limits;
        this.faults = faults;
        this.journal = journal;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        long arrival = clock.nanos();
        Call call = Call.read(arrival, exchange);
        if (!call.segments().isEmpty() && call.segment(0).equals("sandbox")) {
            send(exchange, guarded(control, call));
        } else {
            serve(exchange, call.header("X-Amz-Target").isPresent() ? cognito : workos, call);
        }
    }

    private void serve(HttpExchange exchange, Side side, Call call) throws IOException {
        String operation = side.operation(call);
        limits.arrived(side.scopes(operation, call), call.arrival());
        try (Journal.Entry entry = journal.arrived(side.name(), operation, call)) {
            answer(exchange, side, operation, call, entry);
        }
    }

    private void answer(HttpExchange exchange, Side side, String operation, Call call, Journal.Entry entry)
            throws IOException {
        FaultPlan plan = faults.plan(side.name(), operation);
        Reply reply;
        try {
            side.admit(operation, call, plan);
            if (plan.lostBeforeWrite()) {
                entry.lost();
                pause(plan);
                exchange.close();
                return;
            }
            reply = side.perform(operation, call);
        } catch (Refusal refusal) {
            reply = refusal.reply();
        } catch (RuntimeException e) {
            // A stand-in that breaks must say so, or the client's retries would hide it.
            reply = broken(e);
        }
        entry.answered(reply.status());
        pause(plan);
        sendBroken(exchange, side.identified(reply), plan.breakage());
    }

    private static void pause(FaultPlan plan) {
        try {
            CountDownLatch held = plan.held();
            if (held != null) {
                boolean _ = held.await(HELD_AT_MOST.toSeconds(), TimeUnit.SECONDS);
            }
            if (plan.delayMillis() > 0) {
                Thread.sleep(plan.delayMillis());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Reply guarded(Router.Endpoint endpoint, Call call) {
        try {
            return endpoint.answer(call);
        } catch (Refusal refusal) {
            return refusal.reply();
        } catch (RuntimeException e) {
            return broken(e);
        }
    }

    private static Reply broken(RuntimeException e) {
        System.getLogger(Front.class.getName()).log(System.Logger.Level.ERROR, "The sandbox itself failed", e);
        return Reply.json(500, Json.object().put("message", "sandbox defect: " + e));
    }

    private static void sendBroken(HttpExchange exchange, Reply reply, FaultPlan.Breakage breakage) throws IOException {
        switch (breakage) {
            case NONE -> send(exchange, reply);
            case LOST -> exchange.close();
            case TRUNCATED -> {
                if (reply.successful() && reply.body().length > 1) {
                    sendHalf(exchange, reply);
                } else {
                    send(exchange, reply);
                }
            }
            case NOT_JSON -> send(exchange, ifSuccessful(reply, r -> r.withBody(NOT_JSON)));
            case LACKS_FIELDS -> send(exchange, ifSuccessful(reply, r -> r.withBody(LACKS_FIELDS)));
        }
    }

    private static Reply ifSuccessful(Reply reply, UnaryOperator<Reply> change) {
        return reply.successful() ? change.apply(reply) : reply;
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        Reply.Stream stream = reply.stream();
        try (exchange) {
            if (stream != null) {
                exchange.sendResponseHeaders(reply.status(), 0);
                try (OutputStream out = exchange.getResponseBody()) {
                    stream.writeTo(out);
                }
            } else if (reply.body().length == 0) {
                exchange.sendResponseHeaders(reply.status(), -1);
            } else {
                exchange.sendResponseHeaders(reply.status(), reply.body().length);
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(reply.body());
                }
            }
        }
    }

    /** Promises the whole length, writes half of it, and closes the connection. */
    private static void sendHalf(HttpExchange exchange, Reply reply) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), reply.body().length);
        OutputStream out = exchange.getResponseBody();
        out.write(Arrays.copyOf(reply.body(), reply.body().length / 2));
        out.flush();
        exchange.close();
    }
}
