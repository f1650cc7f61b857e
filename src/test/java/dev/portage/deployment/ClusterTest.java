package dev.portage.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an installation stands in a cluster: whom it may reach, who may reach it, and what a drain leaves of it. */
class ClusterTest {
    private static final String METADATA_OF_THE_NODE = "169.254.0.0/16";

    private static List<HasMetadata> overlay(String name) {
        return Manifests.puttingTogether(Manifests.FOLDER.resolve("overlays").resolve(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trial", "production"})
    void theServiceReachesWhatItNeedsAndNothingElse(String overlay) {
        List<HasMetadata> objects = overlay(overlay);
        NetworkPolicySpec policy = policy(objects, "portage");

        assertThat(policy.getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(ports(policy.getEgress()))
                .as("DNS, WorkOS and AWS, PostgreSQL")
                .containsExactlyInAnyOrder("53/UDP", "53/TCP", "443/TCP", databasePort(objects) + "/TCP");
        assertThat(policy.getEgress())
                .flatExtracting(NetworkPolicyEgressRule::getTo)
                .filteredOn(peer -> peer.getIpBlock() != null)
                .extracting(NetworkPolicyPeer::getIpBlock)
                .isNotEmpty()
                .filteredOn(block -> block.getCidr().equals("0.0.0.0/0"))
                .singleElement()
                .satisfies(block -> assertThat(block.getExcept()).contains(METADATA_OF_THE_NODE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trial", "production"})
    void itsOwnNamespaceAndLabelledOnesReachTheService(String overlay) {
        NetworkPolicySpec policy = policy(overlay(overlay), "portage");

        assertThat(policy.getIngress()).singleElement().satisfies(rule -> {
            assertThat(rule.getPorts())
                    .extracting(port -> port.getPort().getValue())
                    .containsExactly("http");
            assertThat(rule.getFrom())
                    .filteredOn(peer -> peer.getNamespaceSelector() != null)
                    .extracting(peer -> peer.getNamespaceSelector().getMatchLabels())
                    .as("such as that of Prometheus")
                    .containsExactly(Map.of("portage.dev/client", "true"));
            assertThat(rule.getFrom())
                    .filteredOn(peer -> peer.getPodSelector() != null)
                    .hasSize(1);
        });
    }

    @Test
    void theCronJobsReachTheServiceAndNothingElse() {
        NetworkPolicySpec policy = policy(overlay("production"), "portage-cronjobs");

        assertThat(policy.getIngress()).isEmpty();
        assertThat(ports(policy.getEgress())).containsExactlyInAnyOrder("53/UDP", "53/TCP", "http/TCP");
    }

    /** Nor does a new version: there is always one more than may go. */
    @Test
    void aDrainLeavesAReplica() {
        List<HasMetadata> objects = overlay("production");
        DeploymentSpec deployment =
                Manifests.only(objects, Deployment.class).getFirst().getSpec();
        PodDisruptionBudget budget =
                Manifests.only(objects, PodDisruptionBudget.class).getFirst();

        assertThat(deployment.getReplicas()).isEqualTo(2);
        assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isLessThan(deployment.getReplicas());
        assertThat(deployment
                        .getStrategy()
                        .getRollingUpdate()
                        .getMaxUnavailable()
                        .getIntVal())
                .isZero();
        assertThat(deployment.getTemplate().getSpec().getTopologySpreadConstraints())
                .extracting(TopologySpreadConstraint::getTopologyKey)
                .containsExactlyInAnyOrder("topology.kubernetes.io/zone", "kubernetes.io/hostname");
    }

    @Test
    void whatAPodAsksForIsWhatTheDocumentationSays() {
        var resources = Manifests.only(overlay("production"), Deployment.class)
                .getFirst()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getResources();
        String documented = Manifests.text(Path.of("docs/kubernetes.md")).replaceAll("\\s+", " ");

        assertThat(documented)
                .contains("asks for " + resources.getRequests().get("memory").getAmount() + " MiB")
                .contains("allows " + resources.getLimits().get("memory").getAmount() + " MiB");
        assertThat(resources.getLimits())
                .as("throttled, calls would miss their slots")
                .doesNotContainKey("cpu");
    }

    private static NetworkPolicySpec policy(List<HasMetadata> objects, String name) {
        return Manifests.only(objects, NetworkPolicy.class).stream()
                .filter(policy -> policy.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getSpec();
    }

    private static List<String> ports(List<NetworkPolicyEgressRule> rules) {
        return rules.stream()
                .flatMap(rule -> rule.getPorts().stream())
                .map(ClusterTest::port)
                .toList();
    }

    private static String port(NetworkPolicyPort port) {
        return port.getPort().getValue() + "/" + (port.getProtocol() == null ? "TCP" : port.getProtocol());
    }

    private static int databasePort(List<HasMetadata> objects) {
        String url = Manifests.only(objects, ConfigMap.class).stream()
                .filter(map -> map.getMetadata().getName().equals("portage"))
                .map(map -> Manifests.data(map).get("PORTAGE_DATABASE_URL"))
                .findFirst()
                .orElseThrow();
        return URI.create(url.substring("jdbc:".length())).getPort();
    }
}
