package dev.portage.calls;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Flow;

/**
 * The body of a request that holds a password. It is sent from one array, which is wiped when the call is over: the
 * JDK's own publishers copy what they are given, and an idle connection keeps the first request it was opened for.
 */
public final class SecretBody implements AutoCloseable {
    private final byte[] bytes;

    /** Takes the array over. */
    public SecretBody(byte[] bytes) {
        this.bytes = bytes;
    }

    public BodyPublisher publisher() {
        return bytes.length == 0
                ? BodyPublishers.noBody()
                : BodyPublishers.fromPublisher(
                        subscriber -> subscriber.onSubscribe(new OneBuffer(subscriber)), bytes.length);
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    private final class OneBuffer implements Flow.Subscription {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private boolean over;

        OneBuffer(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            if (!over) {
                over = true;
                subscriber.onNext(ByteBuffer.wrap(bytes));
                subscriber.onComplete();
            }
        }

        @Override
        public void cancel() {
            over = true;
        }
    }
}
