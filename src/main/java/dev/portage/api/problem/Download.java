package dev.portage.api.problem;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A file that is written while it is sent. Where that fails in the middle, the connection is cut: a problem document behind
 * what has gone already, and a proper end, would let it pass for the whole.
 */
public final class Download {

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private Download() {}

    /** What this writes, to be sent as it is written. */
    public static StreamingOutput of(StreamingOutput content) {
        return out -> {
            Watched watched = new Watched(out);
            try {
                content.write(watched);
            } catch (IOException | RuntimeException e) {
                if (watched.begun) {
                    cutOff();
                }
                throw e;
            }
        };
    }

    /** Not before the connection is gone is the failure told: a problem document would get through yet. */
    private static void cutOff() {
        CDI.current()
                .select(CurrentVertxRequest.class)
                .get()
                .getCurrent()
                .request()
                .connection()
                .close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(CLOSING.toMillis(), TimeUnit.MILLISECONDS)
                .handle((closed, failed) -> closed)
                .join();
    }

    private static final class Watched extends FilterOutputStream {
        private boolean begun;

        Watched(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            begun = true;
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            begun = true;
            out.write(bytes, from, length);
        }
    }
}
