package dev.portage.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The part of a page that is made from the code: between two comments, so that words can stand around it. {@code
 * ./mvnw test -Dtest='*ReferenceTest' -Dreference.write=true} writes what the tests ask for.
 */
final class Generated {
    private static final String BEGIN = "<!-- made from the code, see dev.portage.docs.Generated -->\n";
    private static final String END = "<!-- end -->\n";

    private Generated() {}

    static void check(Path page, String wanted) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        assertThat(end).as("%s has a place for it", page).isGreaterThan(BEGIN.length());
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(page, text.substring(0, begin) + wanted + text.substring(end));
            return;
        }
        assertThat(text.substring(begin, end))
                .as("%s is not as the code is: run ./mvnw test -Dtest='*ReferenceTest' -Dreference.write=true", page)
                .isEqualTo(wanted);
    }

    /** A row of a table. */
    static String row(List<String> cells) {
        return "| " + String.join(" | ", cells.stream().map(Generated::cell).toList()) + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
