package dev.portage.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the endpoint for a method and a path such as {@code users/{id}}; the first that matches wins. */
final class Router {

    /** Answers one kind of call. */
    interface Endpoint {
        Reply answer(Call call);
    }

    record Route(String method, List<String> template, String operation, Endpoint endpoint) {
        boolean matches(Call call) {
            return call.method().equals(method) && matches(call.segments());
        }

        private boolean matches(List<String> segments) {
            if (segments.size() != template.size()) {
                return false;
            }
            for (int i = 0; i < segments.size(); i++) {
                if (!template.get(i).startsWith("{") && !template.get(i).equals(segments.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Route> routes = new ArrayList<>();

    Router add(String method, String template, String operation, Endpoint endpoint) {
        routes.add(new Route(method, List.of(template.split("/", -1)), operation, endpoint));
        return this;
    }

    Optional<Route> find(Call call) {
        for (Route route : routes) {
            if (route.matches(call)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }
}
