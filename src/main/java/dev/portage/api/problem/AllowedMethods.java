package dev.portage.api.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which methods a path takes, for the {@code Allow} that HTTP wants with a 405 and Quarkus leaves out. */
@ApplicationScoped
class AllowedMethods {

    private final BeanManager beans;

    AllowedMethods(BeanManager beans) {
        this.beans = beans;
    }

    Set<String> at(String path) {
        Set<String> methods = new TreeSet<>();
        for (Endpoint endpoint : endpoints()) {
            if (endpoint.path().matcher(path).matches()) {
                methods.add(endpoint.method());
            }
        }
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        methods.add(HttpMethod.OPTIONS);
        return methods;
    }

    private List<Endpoint> endpoints() {
        List<Endpoint> endpoints = new ArrayList<>();
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Path root = bean.getBeanClass().getAnnotation(Path.class);
            if (root != null) {
                for (Method method : bean.getBeanClass().getDeclaredMethods()) {
                    add(endpoints, root.value(), method);
                }
            }
        }
        return endpoints;
    }

    private static void add(List<Endpoint> endpoints, String root, Method method) {
        Path below = method.getAnnotation(Path.class);
        String path = ("/" + root + "/" + (below == null ? "" : below.value())).replaceAll("/+", "/");
        String pattern = path.replaceAll("/$", "").replaceAll("\\{[^}]+}", "[^/]+") + "/?";
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (http != null) {
                endpoints.add(new Endpoint(http.value(), Pattern.compile(pattern)));
            }
        }
    }

    private record Endpoint(String method, Pattern path) {}
}
