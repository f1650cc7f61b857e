package dev.portage.api;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Keeps what a caller wrote out of traces: a query may hold an e-mail address, and so may a path that is mistyped. What
 * stays is the pattern of the path ({@code http.route}). Attributes can't be taken away, so they are overwritten.
 */
@Singleton
class DiscreetSpans implements SpanProcessor {

    private static final String LEFT_OUT = "-";

    /** As OpenTelemetry's conventions name them, today and before. */
    private static final List<AttributeKey<String>> WRITTEN_BY_CALLERS = List.of(
            AttributeKey.stringKey("url.query"),
            AttributeKey.stringKey("url.path"),
            AttributeKey.stringKey("url.full"),
            AttributeKey.stringKey("http.target"),
            AttributeKey.stringKey("http.url"),
            AttributeKey.stringKey("user_agent.original"));

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        for (AttributeKey<String> key : WRITTEN_BY_CALLERS) {
            if (span.getAttribute(key) != null) {
                span.setAttribute(key, LEFT_OUT);
            }
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // Nothing can be changed any more.
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
