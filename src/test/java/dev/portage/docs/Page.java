package dev.portage.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation, as far as it can be tried. */
record Page(Path file, List<Block> blocks, List<String> links) {
    /** Begins a block that is not tried, for all readers to see, and says why. */
    private static final String UNTRIED = "# not tried with these pages: ";

    private static final String FENCE = "```";
    private static final Pattern COMMENT = Pattern.compile("(?m)\\s# .*$");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    /** A fenced block. */
    record Block(int line, String language, List<String> lines) {

        /** Whether it holds commands. */
        boolean hasCommands() {
            return language.equals("sh") || language.equals("console");
        }

        /** Why it is not tried; empty where it is. */
        Optional<String> untried() {
            return lines.stream()
                    .findFirst()
                    .filter(first -> first.startsWith(UNTRIED))
                    .map(first -> first.substring(UNTRIED.length()));
        }

        /** What is to be run: all of it, or, where answers are shown, what stands behind the prompts. */
        String commands() {
            if (language.equals("sh")) {
                return String.join("\n", lines) + "\n";
            }
            StringBuilder commands = new StringBuilder();
            StringBuilder open = new StringBuilder();
            for (String line : lines) {
                if (open.isEmpty() && !line.startsWith("$ ")) {
                    continue;
                }
                open.append(open.isEmpty() ? line.substring(2) : line).append('\n');
                if (!line.endsWith("\\") && quotes(open) % 2 == 0) {
                    commands.append(open);
                    open.setLength(0);
                }
            }
            return commands.append(open).toString();
        }

        private static long quotes(CharSequence command) {
            return COMMENT.matcher(command)
                    .replaceAll("")
                    .chars()
                    .filter(c -> c == '\'')
                    .count();
        }
    }

    static Stream<Path> all() {
        try (Stream<Path> below = Files.walk(Path.of("docs"));
                Stream<Path> examples = Files.walk(Path.of("examples"), 1)) {
            List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
            Stream.concat(below, examples)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .forEach(pages::add);
            return pages.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return new Page(file, blocks(lines), links(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Block> blocks(List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        Block open = null;
        int indent = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean fence = line.strip().startsWith(FENCE);
            if (fence && open == null) {
                indent = line.indexOf(FENCE);
                open = new Block(i + 1, line.strip().substring(FENCE.length()), new ArrayList<>());
            } else if (fence) {
                blocks.add(open);
                open = null;
            } else if (open != null) {
                open.lines().add(line.length() >= indent ? line.substring(indent) : line);
            }
        }
        return blocks;
    }

    private static List<String> links(List<String> lines) {
        return lines.stream()
                .flatMap(line -> LINK.matcher(line).results())
                .map(match -> match.group(1))
                .toList();
    }
}
