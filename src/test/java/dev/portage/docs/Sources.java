package dev.portage.docs;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What the sources say of settings and reasons, comments included. */
final class Sources {
    private static final Path MAIN = Path.of("src/main/java");

    private Sources() {}

    /** A setting of the service. */
    record Setting(String name, String defaultValue, String meaning) {

        /** As the environment has it. */
        String variable() {
            return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        }
    }

    /** A constant of an enum with its first argument. */
    record Constant(String slug, String meaning) {}

    /** The settings of every {@code @ConfigMapping}. */
    static List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        scan(files("@ConfigMapping"), (unit, docs) -> new TreePathScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void nothing) {
                value(type.getModifiers(), "ConfigMapping", "prefix")
                        .ifPresent(prefix -> type.getMembers().stream()
                                .filter(MethodTree.class::isInstance)
                                .map(MethodTree.class::cast)
                                .forEach(method -> settings.add(setting(prefix, method, getCurrentPath()))));
                return super.visitClass(type, nothing);
            }

            private Setting setting(String prefix, MethodTree method, TreePath type) {
                ModifiersTree modifiers = method.getModifiers();
                String name = value(modifiers, "WithName", "value")
                        .orElseGet(() -> kebab(method.getName().toString()));
                return new Setting(
                        prefix + "." + name,
                        value(modifiers, "WithDefault", "value").orElse(""),
                        comment(docs, new TreePath(type, method)));
            }
        });
        return settings;
    }

    /** The constants of an enum, each with its comment, or without one with its second argument. */
    static List<Constant> constants(String file) {
        List<Constant> constants = new ArrayList<>();
        scan(List.of(MAIN.resolve(file)), (unit, docs) -> new TreePathScanner<Void, Void>() {
            @Override
            public Void visitVariable(VariableTree variable, Void nothing) {
                if (variable.getInitializer() instanceof NewClassTree made
                        && !made.getArguments().isEmpty()
                        && made.getArguments().getFirst() instanceof LiteralTree slug) {
                    constants.add(new Constant(String.valueOf(slug.getValue()), comment(docs, getCurrentPath())));
                }
                return super.visitVariable(variable, nothing);
            }
        });
        return constants;
    }

    private interface Reader {
        TreePathScanner<Void, Void> of(CompilationUnitTree unit, DocTrees docs);
    }

    private static void scan(List<Path> files, Reader reader) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                reader.of(unit, docs).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(String word) {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> text(file).contains(word))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> value(ModifiersTree modifiers, String annotation, String member) {
        return modifiers.getAnnotations().stream()
                .filter(each -> each.getAnnotationType().toString().equals(annotation))
                .map(AnnotationTree::getArguments)
                .flatMap(List::stream)
                .map(argument -> argument instanceof AssignmentTree assignment
                        ? new Object[] {assignment.getVariable().toString(), assignment.getExpression()}
                        : new Object[] {"value", argument})
                .filter(pair -> pair[0].equals(member))
                .map(pair -> String.valueOf(((LiteralTree) (Tree) pair[1]).getValue()))
                .findFirst();
    }

    /** As a cell of a table: one line, with Markdown instead of Javadoc's tags. */
    private static String comment(DocTrees docs, TreePath path) {
        String comment = docs.getDocComment(path);
        return comment == null
                ? ""
                : comment.replaceAll("\\{@code ([^}]*)}", "`$1`")
                        .replaceAll("\\{@link #?([^}]*)}", "`$1`")
                        .replaceAll("\\s+", " ")
                        .strip();
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
