package dev.portage.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The files below {@code k8s}, read as they are, as our own small kustomize puts them together, or by kubectl's. */
final class Manifests {
    static final Path FOLDER = Path.of("k8s");

    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final ObjectMapper JSON = new ObjectMapper();

    private Manifests() {}

    /** Every file below the folder with this ending, examples included. */
    static List<Path> files(String ending) {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode tree(Path file) {
        return JSON.valueToTree(YAML.unmarshal(text(file), Map.class));
    }

    /** The objects of a file, or of what a render has put out. */
    static List<HasMetadata> objects(String yaml) {
        return Arrays.stream(yaml.split("(?m)^---\\s*$"))
                .filter(document -> document.lines().anyMatch(line -> line.startsWith("kind:")))
                .map(document -> (HasMetadata) YAML.unmarshal(document))
                .toList();
    }

    static String asYaml(HasMetadata object) {
        return YAML.asYaml(object);
    }

    /**
     * What a kustomization comes to, as far as references from one object to another are concerned: resources, generated
     * config maps, and labels; without the changes of names and images, and without patches.
     */
    static List<HasMetadata> puttingTogether(Path folder) {
        List<HasMetadata> objects = new ArrayList<>();
        Map<String, Map<String, String>> generated = new LinkedHashMap<>();
        collect(folder, objects, generated);
        generated.forEach((name, data) -> objects.add(new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withData(data)
                .build()));
        return objects;
    }

    private static void collect(Path folder, List<HasMetadata> objects, Map<String, Map<String, String>> generated) {
        JsonNode kustomization = tree(folder.resolve("kustomization.yaml"));
        List<HasMetadata> own = new ArrayList<>();
        for (JsonNode resource : kustomization.path("resources")) {
            Path path = folder.resolve(resource.asText()).normalize();
            if (Files.isDirectory(path)) {
                collect(path, own, generated);
            } else {
                own.addAll(objects(text(path)));
            }
        }
        for (JsonNode label : kustomization.path("labels")) {
            own.forEach(object -> label.path("pairs").fields().forEachRemaining(pair -> label(object, pair)));
        }
        objects.addAll(own);
        for (JsonNode generator : kustomization.path("configMapGenerator")) {
            Map<String, String> data =
                    generated.computeIfAbsent(generator.path("name").asText(), name -> new LinkedHashMap<>());
            generator.path("envs").forEach(env -> data.putAll(variables(folder.resolve(env.asText()))));
            generator.path("files").forEach(file -> data.put(file.asText().split("=")[0], ""));
        }
    }

    private static void label(HasMetadata object, Map.Entry<String, JsonNode> pair) {
        if (object.getMetadata().getLabels() == null) {
            object.getMetadata().setLabels(new LinkedHashMap<>());
        }
        object.getMetadata().getLabels().put(pair.getKey(), pair.getValue().asText());
    }

    static Map<String, String> variables(Path env) {
        Map<String, String> variables = new LinkedHashMap<>();
        text(env)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> {
                    int equals = line.indexOf('=');
                    variables.put(line.substring(0, equals), line.substring(equals + 1));
                });
        return variables;
    }

    static boolean kubectlIsThere() {
        try {
            Process process = new ProcessBuilder("kubectl", "version", "--client")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What kubectl makes of a kustomization. */
    static List<HasMetadata> rendered(Path folder) {
        try {
            Process process = new ProcessBuilder("kubectl", "kustomize", folder.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String yaml = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            return objects(yaml);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T extends HasMetadata> List<T> only(List<HasMetadata> objects, Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static Map<String, String> data(ConfigMap map) {
        return map.getData() == null ? Map.of() : map.getData();
    }

    static ObjectNode json(Path file) {
        try {
            return (ObjectNode) JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
