package dev.portage.deployment;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the objects of one installation refer to among each other. */
final class References {
    private final List<HasMetadata> objects;
    private final Map<String, Map<String, String>> configMaps;
    private final Map<String, Set<String>> secrets;
    private final List<String> broken = new ArrayList<>();
    private int followed;

    /** @param secrets the keys of each Secret, which come from elsewhere */
    References(List<HasMetadata> objects, Map<String, Set<String>> secrets) {
        this.objects = objects;
        this.secrets = secrets;
        this.configMaps = Manifests.only(objects, ConfigMap.class).stream()
                .collect(Collectors.toMap(map -> map.getMetadata().getName(), Manifests::data));
        pods().forEach(this::follow);
        Manifests.only(objects, Service.class).forEach(this::follow);
        Manifests.only(objects, NetworkPolicy.class).forEach(this::follow);
        Manifests.only(objects, PodDisruptionBudget.class)
                .forEach(budget -> selected(name(budget), budget.getSpec().getSelector()));
    }

    List<String> broken() {
        return broken;
    }

    int followed() {
        return followed;
    }

    /** A container's variables; those from a Secret have its key as value. */
    Map<String, String> variables(Container container) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (EnvFromSource source : container.getEnvFrom()) {
            variables.putAll(configMaps.getOrDefault(source.getConfigMapRef().getName(), Map.of()));
        }
        for (EnvVar variable : container.getEnv()) {
            variables.put(
                    variable.getName(),
                    variable.getValue() != null
                            ? variable.getValue()
                            : variable.getValueFrom().getSecretKeyRef().getKey());
        }
        return variables;
    }

    String expand(Container container, String argument) {
        String expanded = argument;
        for (Map.Entry<String, String> variable : variables(container).entrySet()) {
            expanded = expanded.replace("$(" + variable.getKey() + ")", variable.getValue());
        }
        return expanded;
    }

    static Map<String, PodSpec> podSpecs(List<HasMetadata> objects) {
        Map<String, PodSpec> specs = new LinkedHashMap<>();
        templates(objects).forEach((name, template) -> specs.put(name, template.getSpec()));
        return specs;
    }

    /** The files that a container is given by name. */
    static Set<String> mountedFiles(PodSpec pod, Container container) {
        Set<String> files = new TreeSet<>();
        for (VolumeMount mount : container.getVolumeMounts()) {
            for (Volume volume : pod.getVolumes()) {
                if (volume.getName().equals(mount.getName())) {
                    items(volume).forEach(item -> files.add(mount.getMountPath() + "/" + item.getPath()));
                }
            }
        }
        return files;
    }

    private Map<String, PodTemplateSpec> pods() {
        return templates(objects);
    }

    private static Map<String, PodTemplateSpec> templates(List<HasMetadata> objects) {
        Map<String, PodTemplateSpec> templates = new LinkedHashMap<>();
        for (HasMetadata object : objects) {
            switch (object) {
                case Deployment deployment ->
                    templates.put(name(object), deployment.getSpec().getTemplate());
                case StatefulSet set ->
                    templates.put(name(object), set.getSpec().getTemplate());
                case CronJob job ->
                    templates.put(
                            name(object),
                            job.getSpec().getJobTemplate().getSpec().getTemplate());
                default -> {}
            }
        }
        return templates;
    }

    private void follow(String owner, PodTemplateSpec template) {
        PodSpec pod = template.getSpec();
        String account = pod.getServiceAccountName();
        if (account != null) {
            check(
                    owner + ": service account " + account,
                    Manifests.only(objects, ServiceAccount.class).stream()
                            .anyMatch(each -> each.getMetadata().getName().equals(account)));
        }
        for (Container container : pod.getContainers()) {
            container
                    .getEnvFrom()
                    .forEach(source -> check(
                            owner + ": config map " + source.getConfigMapRef().getName(),
                            configMaps.containsKey(source.getConfigMapRef().getName())));
            for (EnvVar variable : container.getEnv()) {
                if (variable.getValueFrom() != null) {
                    var key = variable.getValueFrom().getSecretKeyRef();
                    checkSecret(owner, key.getName(), key.getKey());
                }
            }
            Set<String> volumes = pod.getVolumes().stream().map(Volume::getName).collect(Collectors.toSet());
            objects.stream()
                    .filter(StatefulSet.class::isInstance)
                    .flatMap(set -> ((StatefulSet) set).getSpec().getVolumeClaimTemplates().stream())
                    .forEach(claim -> volumes.add(claim.getMetadata().getName()));
            container
                    .getVolumeMounts()
                    .forEach(mount -> check(owner + ": volume " + mount.getName(), volumes.contains(mount.getName())));
        }
        for (Volume volume : pod.getVolumes()) {
            if (volume.getSecret() != null) {
                items(volume)
                        .forEach(item -> checkSecret(owner, volume.getSecret().getSecretName(), item.getKey()));
            } else if (volume.getConfigMap() != null
                    && !Boolean.TRUE.equals(volume.getConfigMap().getOptional())) {
                String map = volume.getConfigMap().getName();
                items(volume)
                        .forEach(item -> check(
                                owner + ": key " + item.getKey() + " of config map " + map,
                                configMaps.getOrDefault(map, Map.of()).containsKey(item.getKey())));
            }
        }
    }

    private void follow(Service service) {
        List<PodTemplateSpec> pods = matching(service.getSpec().getSelector());
        check("service " + name(service) + ": pods", pods.size() == 1);
        service.getSpec().getPorts().forEach(port -> checkPort("service " + name(service), port.getTargetPort(), pods));
    }

    private void follow(NetworkPolicy policy) {
        String owner = "policy " + name(policy);
        List<PodTemplateSpec> pods = selected(owner, policy.getSpec().getPodSelector());
        policy.getSpec().getIngress().forEach(rule -> {
            rule.getFrom().stream()
                    .filter(peer -> peer.getPodSelector() != null)
                    .forEach(peer -> selected(owner, peer.getPodSelector()));
            for (NetworkPolicyPort port : rule.getPorts()) {
                checkPort(owner, port.getPort(), pods);
            }
        });
        policy.getSpec()
                .getEgress()
                .forEach(rule -> rule.getTo().stream()
                        .filter(peer -> peer.getPodSelector() != null)
                        .forEach(peer -> {
                            List<PodTemplateSpec> reached = selected(owner, peer.getPodSelector());
                            rule.getPorts().forEach(port -> checkPort(owner, port.getPort(), reached));
                        }));
    }

    private List<PodTemplateSpec> selected(String owner, LabelSelector selector) {
        List<PodTemplateSpec> pods = matching(selector.getMatchLabels());
        check(owner + ": pods with " + selector.getMatchLabels(), !pods.isEmpty());
        return pods;
    }

    private List<PodTemplateSpec> matching(@Nullable Map<String, String> labels) {
        return pods().values().stream()
                .filter(pod -> labels == null
                        || pod.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    private void checkPort(String owner, IntOrString port, List<PodTemplateSpec> pods) {
        Set<Object> open = new HashSet<>();
        for (PodTemplateSpec pod : pods) {
            for (ContainerPort each : pod.getSpec().getContainers().getFirst().getPorts()) {
                open.add(each.getName());
                open.add(each.getContainerPort());
            }
        }
        check(owner + ": port " + port.getValue(), open.contains(port.getValue()));
    }

    private void checkSecret(String owner, String secret, String key) {
        check(
                owner + ": key " + key + " of secret " + secret,
                secrets.getOrDefault(secret, Set.of()).contains(key));
    }

    private void check(String what, boolean there) {
        followed++;
        if (!there) {
            broken.add(what);
        }
    }

    private static List<KeyToPath> items(Volume volume) {
        if (volume.getSecret() != null) {
            return volume.getSecret().getItems();
        }
        return volume.getConfigMap() != null ? volume.getConfigMap().getItems() : List.of();
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }
}
