package dev.portage.dashboard;

import io.quarkus.qute.TemplateExtension;
import java.util.regex.Pattern;

/**
 * What services say, for people: {@code {text.plain}} in a template. A service names the call of the API that does
 * something in parentheses behind the words for it, which a page has a button or a link for instead.
 */
@TemplateExtension
final class Plain {

    /** Such as {@code  (POST …/imports)}. */
    private static final Pattern CALL = Pattern.compile("\\s*\\((?:GET|POST|PUT|PATCH|DELETE) [^()]*\\)");

    private Plain() {}

    /** The text without the calls that it names. */
    static String plain(String text) {
        return CALL.matcher(text).replaceAll("");
    }
}
