package dev.portage.deployment;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what a model of Kubernetes's objects does not know: its catch-all maps take every misspelt field. */
final class Strictness {
    private Strictness() {}

    /** Where fields are unknown, each with its path; a kind that is unknown as a whole too. */
    static List<String> unknownFields(Object object) {
        List<String> found = new ArrayList<>();
        if (object instanceof GenericKubernetesResource unknown) {
            found.add("kind " + unknown.getKind() + " of " + unknown.getApiVersion());
        } else {
            walk(object.getClass().getSimpleName(), object, found);
        }
        return found;
    }

    private static void walk(String path, @Nullable Object value, List<String> found) {
        switch (value) {
            case null -> {}
            case Collection<?> items -> {
                int i = 0;
                for (Object item : items) {
                    walk(path + "[" + i++ + "]", item, found);
                }
            }
            case Map<?, ?> map -> map.forEach((key, item) -> walk(path + "." + key, item, found));
            default -> {
                if (value.getClass().getName().startsWith("io.fabric8.") && !(value instanceof Enum)) {
                    walkFields(path, value, found);
                }
            }
        }
    }

    private static void walkFields(String path, Object value, List<String> found) {
        for (Method method : value.getClass().getMethods()) {
            boolean getter = method.getName().startsWith("get")
                    && method.getParameterCount() == 0
                    && !Modifier.isStatic(method.getModifiers());
            if (!getter) {
                continue;
            }
            String field = method.getName().substring(3);
            Object member = get(method, value);
            if (field.equals("AdditionalProperties")) {
                ((Map<?, ?>) member).keySet().forEach(name -> found.add(path + "." + name));
            } else {
                walk(path + "." + field, member, found);
            }
        }
    }

    private static @Nullable Object get(Method method, Object value) {
        try {
            return method.invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
