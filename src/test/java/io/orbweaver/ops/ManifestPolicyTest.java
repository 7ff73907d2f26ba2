package io.orbweaver.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every pod of k8s/ holds to, as rendered: the "restricted" standard, bounds, and nothing that drifts. */
@Tag("process")
class ManifestPolicyTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path K8S = Path.of("k8s");

    @TempDir
    Path folder;

    private List<JsonNode> rendered(String overlay) throws IOException, InterruptedException {
        Path out = folder.resolve("rendered.yaml");
        Machine.needs(Machine.has("kubectl"), "There is no kubectl (Debian's package kubernetes-client).");
        Process kubectl = new ProcessBuilder(
                        "kubectl", "kustomize", K8S.resolve(overlay).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(out.toFile())
                .start();
        assertThat(kubectl.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(kubectl.exitValue()).isZero();
        return documents(out);
    }

    private static List<JsonNode> documents(Path file) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        new Yaml().loadAll(Files.readString(file)).forEach(document -> all.add(JSON.valueToTree(document)));
        return all;
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/embedded", "overlays/scaled"})
    void everyPodIsRestrictedAndBounded(String overlay) throws IOException, InterruptedException {
        List<JsonNode> pods = rendered(overlay).stream()
                .map(document -> document.at("/spec/template/spec"))
                .filter(JsonNode::isObject)
                .toList();
        assertThat(pods).isNotEmpty();
        for (JsonNode pod : pods) {
            assertThat(pod.get("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean(false)).isTrue();
            assertThat(pod.at("/securityContext/seccompProfile/type").asString(""))
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.has("hostNetwork") || pod.has("hostPID") || pod.has("hostIPC"))
                    .isFalse();
            assertThat(list(pod.path("volumes")))
                    .allSatisfy(volume -> assertThat(volume.has("hostPath")).isFalse());
            list(pod.get("containers")).forEach(ManifestPolicyTest::isRestrictedAndBounded);
        }
    }

    private static void isRestrictedAndBounded(JsonNode container) {
        JsonNode security = container.get("securityContext");
        assertThat(security.get("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.get("readOnlyRootFilesystem").asBoolean(false)).isTrue();
        assertThat(security.at("/capabilities/drop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(container.get("image").asString())
                .as("a version, and no moving one")
                .matches(".+:[0-9].*");
        for (String bound : List.of("cpu", "memory", "ephemeral-storage")) {
            assertThat(container.at("/resources/requests/" + bound).isMissingNode())
                    .as("requests " + bound)
                    .isFalse();
            assertThat(container.at("/resources/limits/" + bound).isMissingNode())
                    .as("limits " + bound)
                    .isFalse();
        }
        assertThat(container.at("/resources/requests/memory"))
                .as("memory is not lent")
                .isEqualTo(container.at("/resources/limits/memory"));
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(container.has(probe)).as(probe).isTrue();
        }
        list(container.path("env"))
                .forEach(variable -> assertThat(variable.has("value")
                                && variable.get("name").asString().matches(".*(PASSWORD|KEY)$"))
                        .as("a secret is no value")
                        .isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/embedded", "overlays/scaled"})
    void noPodIsWithoutANetworkPolicyAndNoneReachesPrivateAddresses(String overlay)
            throws IOException, InterruptedException {
        List<JsonNode> all = rendered(overlay);
        List<JsonNode> policies = all.stream()
                .filter(document -> document.path("kind").asString("").equals("NetworkPolicy"))
                .toList();
        for (JsonNode document : all) {
            JsonNode labels = document.at("/spec/template/metadata/labels");
            if (labels.isObject()) {
                String name = labels.get("app.kubernetes.io/name").asString();
                assertThat(policies).as(name).anySatisfy(policy -> {
                    assertThat(policy.at("/spec/podSelector/matchLabels/app.kubernetes.io~1name")
                                    .asString(""))
                            .isEqualTo(name);
                    assertThat(policy.at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
                });
            }
        }
        List<JsonNode> blocks = policies.stream()
                .flatMap(policy -> list(policy.at("/spec/egress")).stream())
                .flatMap(rule -> list(rule.path("to")).stream())
                .filter(to -> to.has("ipBlock"))
                .toList();
        assertThat(blocks)
                .hasSize(2)
                .allSatisfy(
                        block -> assertThat(list(block.at("/ipBlock/except"))).isNotEmpty());
        assertThat(blocks.toString())
                .contains("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10");
    }

    @Test
    void theOperatorsRulesAreThoseOfConfig() throws IOException {
        List<JsonNode> groups = new ArrayList<>();
        for (String file : List.of("recording.yml", "alerts.yml")) {
            documents(Path.of("config/prometheus", file)).forEach(rules -> groups.addAll(list(rules.get("groups"))));
        }
        JsonNode operators = documents(K8S.resolve("components/monitoring/prometheusrule.yaml"))
                .get(0);
        assertThat(list(operators.at("/spec/groups"))).isEqualTo(groups);
    }
}
