package dev.portage.api.problem;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses query parameters that a call does not have: a misspelt {@code ?state=} would silently show every user, and a
 * misspelt {@code ?sub=} diagnose nobody.
 */
class QueryGuard {

    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    @ServerRequestFilter
    public void check(ContainerRequestContext request, ResourceInfo resource) {
        refuseNul(request);
        Set<String> given = request.getUriInfo().getQueryParameters().keySet();
        if (given.isEmpty()) {
            return;
        }
        Set<String> names = known.computeIfAbsent(resource.getResourceMethod(), QueryGuard::names);
        for (String name : given) {
            if (!names.contains(name)) {
                String message = names.isEmpty()
                        ? "is unknown; this call has no query parameters"
                        : "is unknown; known here: " + String.join(", ", names);
                throw new ProblemException(
                        Problem.of(400, "unknown-parameter", "Query parameter '" + name + "' " + message + ".")
                                .about(name, message));
            }
        }
    }

    /** No text in PostgreSQL has this character, so nothing can be found by it. */
    private static void refuseNul(ContainerRequestContext request) {
        if (request.getUriInfo().getPath().indexOf(0) >= 0) {
            throw new ProblemException(404, "not-found", "There is nothing at this path: it has the character U+0000.");
        }
        request.getUriInfo().getQueryParameters().forEach((name, values) -> {
            if (values.stream().anyMatch(value -> value.indexOf(0) >= 0)) {
                String message = "must not have the character U+0000";
                throw new ProblemException(
                        Problem.of(400, "invalid-parameter", "Query parameter '" + name + "' " + message + ".")
                                .about(name, message));
            }
        });
    }

    private static Set<String> names(Method method) {
        Set<String> names = new TreeSet<>();
        addFields(names, method.getDeclaringClass());
        for (Parameter parameter : method.getParameters()) {
            add(names, parameter);
            // Whatever its annotation, a parameter's class with @QueryParam fields gathers them, as Paging does.
            addFields(names, parameter.getType());
        }
        return names;
    }

    private static void addFields(Set<String> names, Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            add(names, field);
        }
    }

    private static void add(Set<String> names, AnnotatedElement element) {
        QueryParam query = element.getAnnotation(QueryParam.class);
        if (query != null) {
            names.add(query.value());
        }
    }
}
