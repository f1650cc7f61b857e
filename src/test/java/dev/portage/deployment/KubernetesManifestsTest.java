package dev.portage.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is deployed to Kubernetes is what Kubernetes takes, hangs together, and fits the application. */
class KubernetesManifestsTest {
    private static final Path BASE = Manifests.FOLDER.resolve("base");
    private static final Path MONITORING = Manifests.FOLDER.resolve("monitoring");
    private static final List<String> OVERLAYS = List.of("trial", "production");
    private static final boolean KUBECTL = Manifests.kubectlIsThere();

    /** Each overlay as we put it together, and as kubectl does where it is there. */
    static Stream<Arguments> installations() {
        return OVERLAYS.stream().flatMap(overlay -> {
            Path folder = Manifests.FOLDER.resolve("overlays").resolve(overlay);
            Arguments ours = Arguments.of(overlay, "files", Manifests.puttingTogether(folder));
            return KUBECTL
                    ? Stream.of(ours, Arguments.of(overlay, "kubectl", Manifests.rendered(folder)))
                    : Stream.of(ours);
        });
    }

    @Test
    void everyFileHasItsPlace() {
        Set<Path> named = new HashSet<>();
        for (Path file : Manifests.files("kustomization.yaml")) {
            Path folder = file.getParent();
            JsonNode kustomization = Manifests.tree(file);
            named.add(file);
            kustomization.path("resources").forEach(name -> named.add(folder.resolve(name.asText())));
            kustomization
                    .path("patches")
                    .forEach(
                            patch -> named.add(folder.resolve(patch.path("path").asText())));
            kustomization.path("configMapGenerator").forEach(generator -> {
                generator.path("envs").forEach(name -> named.add(folder.resolve(name.asText())));
                generator
                        .path("files")
                        .forEach(name -> named.add(folder.resolve(name.asText().split("=")[1])));
            });
        }
        assertThat(named).allSatisfy(path -> assertThat(path).exists());
        Set<Path> files = named.stream()
                .map(Path::normalize)
                .filter(Files::isRegularFile)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(files)
                .containsExactlyInAnyOrderElementsOf(Manifests.files("").stream()
                        .filter(Files::isRegularFile)
                        .filter(file -> !file.toString().endsWith(".example.yaml"))
                        .toList());
    }

    @Test
    void everyObjectIsWhatKubernetesTakes() {
        List<Path> files = Manifests.files(".yaml").stream()
                .filter(file -> !file.endsWith("kustomization.yaml"))
                .filter(file -> !file.endsWith("external-secret.example.yaml"))
                .toList();
        assertThat(files).hasSizeGreaterThan(12).allSatisfy(file -> {
            List<HasMetadata> objects = Manifests.objects(Manifests.text(file));
            assertThat(objects).isNotEmpty().allSatisfy(object -> {
                assertThat(object.getMetadata().getName()).matches("[a-z0-9-]{3,63}");
                assertThat(Strictness.unknownFields(object)).isEmpty();
            });
        });
    }

    @Test
    void aMisspeltFieldIsFound() {
        String misspelt = Manifests.text(BASE.resolve("deployment.yaml"))
                .replace("readOnlyRootFilesystem", "readOnlyRootFileSystem");
        assertThat(Strictness.unknownFields(Manifests.objects(misspelt).getFirst()))
                .anyMatch(field -> field.endsWith("SecurityContext.readOnlyRootFileSystem"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/trial", "overlays/production", "monitoring"})
    void kubectlRendersIt(String folder) {
        assumeTrue(KUBECTL, "no kubectl here");
        List<HasMetadata> rendered = Manifests.rendered(Manifests.FOLDER.resolve(folder));
        assertThat(rendered).isNotEmpty().allSatisfy(object -> {
            assertThat(Strictness.unknownFields(object)).isEmpty();
            assertThat(object.getMetadata().getLabels() == null
                            && !object.getKind().equals("Namespace"))
                    .as("labels of %s", object.getMetadata().getName())
                    .isFalse();
        });
    }

    @ParameterizedTest(name = "{0}, by {1}")
    @MethodSource("installations")
    void whatIsReferredToIsThere(String overlay, String by, List<HasMetadata> objects) {
        References references = new References(objects, secretKeys());
        assertThat(references.broken()).isEmpty();
        assertThat(references.followed()).isGreaterThan(20);
    }

    @ParameterizedTest(name = "{0}, by {1}")
    @MethodSource("installations")
    void podsAreLockedDown(String overlay, String by, List<HasMetadata> objects) {
        assertThat(References.podSpecs(objects)).hasSizeGreaterThanOrEqualTo(2).allSatisfy((name, pod) -> {
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getEnableServiceLinks()).isFalse();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getContainers()).hasSize(1).allSatisfy(container -> {
                assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                        .isFalse();
                assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                        .isTrue();
                assertThat(container.getSecurityContext().getCapabilities().getDrop())
                        .containsExactly("ALL");
                assertThat(container.getResources().getLimits()).containsKey("memory");
                assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
                if (by.equals("kubectl")) {
                    assertThat(container.getImage()).matches(".+:[^:/]+").doesNotEndWith(":latest");
                }
            });
        });
    }

    @ParameterizedTest(name = "{0}, by {1}")
    @MethodSource("installations")
    void settingsAreThoseOfTheApplication(String overlay, String by, List<HasMetadata> objects) {
        Container portage = portage(objects).getContainers().getFirst();
        Map<String, String> set = new References(objects, secretKeys()).variables(portage);

        assertThat(Application.variables()).containsAll(set.keySet());
        assertThat(set)
                .containsKeys(
                        "WORKOS_API_KEY",
                        "WORKOS_CLIENT_ID",
                        "PORTAGE_DATABASE_URL",
                        "PORTAGE_DATABASE_USERNAME",
                        "PORTAGE_DATABASE_PASSWORD");
        assertThat(set.get("PORTAGE_DATABASE_URL")).startsWith("jdbc:postgresql://");
    }

    @ParameterizedTest(name = "{0}, by {1}")
    @MethodSource("installations")
    void everyRolesTokenIsAFileThatIsMounted(String overlay, String by, List<HasMetadata> objects) {
        PodSpec pod = portage(objects);
        Container portage = pod.getContainers().getFirst();
        Map<String, String> set = new References(objects, secretKeys()).variables(portage);
        Set<String> mounted = References.mountedFiles(pod, portage);

        assertThat(Application.roles())
                .isNotEmpty()
                .allSatisfy(role -> assertThat(mounted).contains(set.get("PORTAGE_" + role + "_TOKEN_FILE")));
    }

    @ParameterizedTest(name = "{0}, by {1}")
    @MethodSource("installations")
    void probesAskWhatTheApplicationAnswers(String overlay, String by, List<HasMetadata> objects) {
        Container portage = portage(objects).getContainers().getFirst();

        assertThat(portage.getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getName()).isEqualTo("http");
            assertThat(port.getContainerPort()).isEqualTo(Application.port());
        });
        List<HTTPGetAction> asked = Stream.of(
                        portage.getStartupProbe(), portage.getLivenessProbe(), portage.getReadinessProbe())
                .map(Probe::getHttpGet)
                .toList();
        assertThat(asked).extracting(HTTPGetAction::getPath).isEqualTo(Application.probes());
        assertThat(asked)
                .allSatisfy(get -> assertThat(get.getPort().getStrVal()).isEqualTo("http"));
    }

    @ParameterizedTest(name = "{0}, by {1}")
    @MethodSource("installations")
    void aPodHasTimeToEndWhatIsInFlight(String overlay, String by, List<HasMetadata> objects) {
        PodSpec pod = portage(objects);
        long before = pod.getContainers()
                .getFirst()
                .getLifecycle()
                .getPreStop()
                .getSleep()
                .getSeconds();
        long toWriteBack = 10;

        assertThat(before).isPositive();
        assertThat(pod.getTerminationGracePeriodSeconds())
                .isGreaterThanOrEqualTo(before + Application.stopWithin().toSeconds() + toWriteBack);
    }

    @ParameterizedTest(name = "{0}, by {1}")
    @MethodSource("installations")
    void theCronJobsStartAnImportAndAVerification(String overlay, String by, List<HasMetadata> objects) {
        List<CronJob> jobs = Manifests.only(objects, CronJob.class);

        assertThat(jobs)
                .extracting(job -> job.getMetadata().getName())
                .containsExactlyInAnyOrder("portage-import", "portage-verification");
        assertThat(jobs.stream().map(job -> posts(job, objects)))
                .anyMatch(url -> url.endsWith("/imports"))
                .anyMatch(url -> url.endsWith("/verification"));
    }

    /** What a CronJob posts to, which must be something that the application takes. */
    private static String posts(CronJob job, List<HasMetadata> objects) {
        PodSpec pod = job.getSpec().getJobTemplate().getSpec().getTemplate().getSpec();
        Container curl = pod.getContainers().getFirst();
        References references = new References(objects, secretKeys());
        String url = references.expand(curl, curl.getArgs().getLast());
        Service service = Manifests.only(objects, Service.class).stream()
                .filter(each -> each.getMetadata().getName().equals("portage"))
                .findFirst()
                .orElseThrow();

        assertThat(job.getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
        assertThat(pod.getRestartPolicy()).isEqualTo("Never");
        assertThat(curl.getCommand()).anyMatch(script -> script.contains("--request POST"));
        assertThat(service.getSpec().getPorts().getFirst().getPort()).isEqualTo(80);
        assertThat(url).startsWith("http://portage/").doesNotContain("$");
        assertThat(Application.takesPost(url.substring("http://portage".length())))
                .as("POST %s", url)
                .isTrue();
        assertThat(References.mountedFiles(pod, curl)).contains(curl.getArgs().getFirst());
        return url;
    }

    @Test
    void theExampleOfAnExternalSecretMakesTheSecret() {
        JsonNode example = Manifests.tree(Manifests.FOLDER.resolve("overlays/production/external-secret.example.yaml"));
        List<String> keys = new ArrayList<>();
        example.at("/spec/data").forEach(item -> keys.add(item.path("secretKey").asText()));

        assertThat(example.at("/spec/target/name").asText()).isEqualTo("portage");
        assertThat(keys).containsExactlyInAnyOrderElementsOf(secretKeys().get("portage"));
    }

    @Test
    void prometheusFindsTheService() {
        List<HasMetadata> objects = Manifests.puttingTogether(Manifests.FOLDER.resolve("overlays/production"));
        ServiceMonitor monitor = Manifests.only(Manifests.puttingTogether(MONITORING), ServiceMonitor.class)
                .getFirst();
        Map<String, String> wanted = monitor.getSpec().getSelector().getMatchLabels();
        List<Service> found = Manifests.only(objects, Service.class).stream()
                .filter(service -> service.getMetadata().getLabels().entrySet().containsAll(wanted.entrySet()))
                .toList();

        assertThat(found)
                .singleElement()
                .satisfies(service -> assertThat(
                                service.getSpec().getPorts().getFirst().getName())
                        .isEqualTo(monitor.getSpec().getEndpoints().getFirst().getPort()));
        assertThat(monitor.getSpec().getEndpoints().getFirst().getPath()).isEqualTo("/q/metrics");
    }

    @Test
    void everyAlertSaysHowBadItIsAndWhatToDo() {
        PrometheusRule rule = Manifests.only(Manifests.puttingTogether(MONITORING), PrometheusRule.class)
                .getFirst();
        assertThat(rule.getSpec().getGroups())
                .flatExtracting(group -> group.getRules())
                .hasSizeGreaterThan(8)
                .allSatisfy(alert -> {
                    assertThat(alert.getAlert()).startsWith("Portage");
                    assertThat(alert.getLabels().get("severity")).isIn("info", "warning", "critical");
                    assertThat(alert.getAnnotations()).containsKeys("summary", "description");
                });
    }

    private static PodSpec portage(List<HasMetadata> objects) {
        return Manifests.only(objects, Deployment.class)
                .getFirst()
                .getSpec()
                .getTemplate()
                .getSpec();
    }

    private static Map<String, Set<String>> secretKeys() {
        return Manifests.objects(Manifests.text(BASE.resolve("secret.example.yaml"))).stream()
                .map(Secret.class::cast)
                .collect(Collectors.toMap(
                        secret -> secret.getMetadata().getName(),
                        secret -> Objects.requireNonNull(secret.getStringData()).keySet()));
    }
}
