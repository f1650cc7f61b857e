package dev.portage.api.problem;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what is read into memory, and insists on a body where a resource has a parameter for it. A resource that takes
 * an {@link InputStream} reads as it goes, and is on its own.
 */
@Provider
class BodyGuard implements ReaderInterceptor {

    private final long limit;

    BodyGuard(@ConfigProperty(name = "portage.http.max-body-size", defaultValue = "1M") MemorySize limit) {
        this.limit = limit.asLongValue();
    }

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (context.getType() == InputStream.class) {
            return context.proceed();
        }
        if (announced(context) > limit) {
            throw tooLarge();
        }
        context.setInputStream(new Bounded(context.getInputStream()));
        Object body = context.proceed();
        if (body == null && Arrays.stream(context.getAnnotations()).noneMatch(OptionalBody.class::isInstance)) {
            throw new ProblemException(
                    400,
                    "missing-body",
                    "This call needs a body: send a JSON object, and 'Content-Type: application/json'.");
        }
        return body;
    }

    private static long announced(ReaderInterceptorContext context) {
        String length = context.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private ProblemException tooLarge() {
        return new ProblemException(
                413, "body-too-large", "The body is larger than this call takes: at most " + limit + " bytes.");
    }

    /** For a body sent in chunks, whose length nobody announced. */
    private final class Bounded extends FilterInputStream {

        private long read;

        Bounded(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int some = super.read(buffer, offset, length);
            count(some);
            return some;
        }

        private void count(int more) {
            read += Math.max(0, more);
            if (read > limit) {
                throw tooLarge();
            }
        }
    }
}
