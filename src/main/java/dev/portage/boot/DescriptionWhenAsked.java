package dev.portage.boot;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.arc.Arc;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentHolder;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.quarkus.smallrye.openapi.runtime.OpenApiRecorder;
import io.quarkus.smallrye.openapi.runtime.filter.AutoSecurityFilter;
import io.smallrye.openapi.runtime.io.Format;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In a native executable, has the description of the API made when it is first asked for. Quarkus parses it, and writes it
 * as JSON and as YAML, at each start: that took half of the start, and most of the memory that went through it. On the JVM
 * it stays as it is: making it takes a cold JVM long, and whoever asked would have all others of its event loop wait.
 */
final class DescriptionWhenAsked {
    private static @Nullable Preparation heldBack;

    private DescriptionWhenAsked() {}

    private record Preparation(
            Service service,
            @Nullable AutoSecurityFilter security,
            Map<OpenApiFilter.RunStage, List<String>> filters,
            String document) {
        void run() {
            service.prepareDocument(security, filters, document);
        }
    }

    private static synchronized void holdBack(Preparation preparation) {
        heldBack = preparation;
    }

    /** Where it fails, the next one who asks has it tried again. */
    private static synchronized void prepare() {
        if (heldBack != null) {
            heldBack.run();
            heldBack = null;
        }
    }

    @TargetClass(OpenApiRecorder.class)
    static final class Recorder {
        @Substitute
        @SuppressWarnings("MethodMayBeStatic") // as the recorder's own is not
        public void prepareDocument(
                @Nullable AutoSecurityFilter security,
                Map<OpenApiFilter.RunStage, List<String>> filters,
                String document) {
            Object service =
                    Arc.container().select(OpenApiDocumentService.class).get();
            holdBack(new Preparation((Service) service, security, filters, document));
        }
    }

    @TargetClass(OpenApiDocumentService.class)
    static final class Service {
        @Alias
        @SuppressWarnings("NullAway.Init") // the service does it
        private Map<String, OpenApiDocumentHolder> documentHolders;

        @Alias
        native void prepareDocument(
                @Nullable AutoSecurityFilter security,
                Map<OpenApiFilter.RunStage, List<String>> filters,
                String document);

        @Substitute
        public byte[] getDocument(String document, Format format) {
            prepare();
            OpenApiDocumentHolder holder = documentHolders.get(document);
            if (holder == null) {
                return new byte[0];
            }
            return format == Format.JSON ? holder.getJsonDocument() : holder.getYamlDocument();
        }
    }
}
