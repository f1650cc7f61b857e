package dev.portage.api.description;

import dev.portage.api.problem.OptionalBody;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/** The operations that go without a body. */
record OptionalBodies(Set<String> operations) {
    private static final DotName OPTIONAL = DotName.createSimple(OptionalBody.class);

    static OptionalBodies in(IndexView index) {
        return new OptionalBodies(index.getAnnotations(DotName.createSimple(Operation.class)).stream()
                .filter(operation -> operation.target().kind() == AnnotationTarget.Kind.METHOD)
                .filter(operation -> operation.target().asMethod().parameters().stream()
                        .anyMatch(parameter -> parameter.hasAnnotation(OPTIONAL)))
                .map(OptionalBodies::id)
                .collect(Collectors.toSet()));
    }

    boolean has(@Nullable String operationId) {
        return operations.contains(String.valueOf(operationId));
    }

    private static String id(AnnotationInstance operation) {
        AnnotationValue id = operation.value("operationId");
        return id == null ? "" : id.asString();
    }
}
