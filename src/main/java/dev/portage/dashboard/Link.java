package dev.portage.dashboard;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * An entry of a navigation.
 *
 * @param current whether it leads to the page that it is on
 */
public record Link(String label, String href, boolean current) {

    /** A text as a part of a path, or as a value in a query. */
    public static String encoded(String text) {
        // Spaces are %20 in a path and a query alike.
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
