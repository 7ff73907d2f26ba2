package io.orbweaver.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.security.keys.InvalidKeys;
import io.orbweaver.security.keys.KeyProperties;
import io.orbweaver.security.keys.Keys;
import io.orbweaver.security.keys.KeysFile;
import io.orbweaver.security.keys.KeysFileLifecycle;
import io.orbweaver.security.keys.Role;
import io.orbweaver.security.keys.SecurityProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import reactor.core.scheduler.Schedulers;

class KeysFileTest {

    private static final String ONE = TestKeys.hash("one");
    private static final String TWO = TestKeys.hash("two");

    @TempDir
    Path folder;

    private KeysFile file(String name, String content) throws IOException {
        return new KeysFile(Files.writeString(folder.resolve(name), content));
    }

    @Test
    void itIsYamlOrProperties() throws IOException {
        String yaml = "ci:\n  hash: " + ONE + "\n  role: submitter\n  rate: 5\n  until: 2027-01-01T00:00:00Z\n"
                + "the-ops:\n  hash: [" + TWO + ", '" + TestKeys.hash("three") + "']\n  role: operator\n";
        String properties = "ci.hash=" + ONE + "\nci.role=submitter\nci.rate=5\nci.until=2027-01-01T00:00:00Z\n"
                + "the-ops.hash=" + TWO + "," + TestKeys.hash("three") + "\nthe-ops.role=operator\n";
        for (KeysFile file : List.of(file("keys.yaml", yaml), file("keys", properties))) {
            Map<String, KeyProperties> keys = file.parse(file.read());
            assertThat(keys).containsOnlyKeys("ci", "the-ops");
            assertThat(keys.get("ci"))
                    .isEqualTo(new KeyProperties(
                            List.of(ONE), Role.SUBMITTER, 5, null, Instant.parse("2027-01-01T00:00:00Z")));
            assertThat(keys.get("the-ops").hash()).containsExactly(TWO, TestKeys.hash("three"));
        }
        assertThat(file("empty.yaml", "").parse(new byte[0])).isEmpty();
    }

    @Test
    void errorsDoNotQuoteTheContent() throws IOException {
        for (String wrong : List.of(
                "ci: {rolle: reader}",
                "ci: {role: secret-boss}",
                "ci: secret",
                "ci: {rate: secret}",
                "ci: [secret",
                "ci: {role: reader}\nci: {role: reader, hash: secret}")) {
            KeysFile file = file("keys.yaml", wrong);
            assertThatThrownBy(() -> file.parse(file.read()))
                    .as(wrong)
                    .isInstanceOf(InvalidKeys.class)
                    .hasMessageContaining("keys.yaml")
                    .hasMessageNotContaining("secret")
                    .hasNoCause();
        }
        assertThatThrownBy(() -> new KeysFile(folder.resolve("none")).read()).isInstanceOf(InvalidKeys.class);
    }

    @Test
    void aChangeIsTakenOverAndABadOneIsNot() throws IOException {
        KeysFile file = file("keys.yaml", "ci: {hash: '" + ONE + "', role: reader}");
        Keys keys = new Keys(
                properties(Map.of(
                        "fixed", new KeyProperties(List.of(TestKeys.hash("fixed")), Role.OPERATOR, null, null, null))),
                file.parse(file.read()));
        KeysFileLifecycle lifecycle =
                new KeysFileLifecycle(file, file.read(), keys, Duration.ofSeconds(5), Schedulers.immediate());
        lifecycle.look();
        assertThat(keys.now().names()).containsExactly("fixed", "ci");
        file("keys.yaml", "ci: {hash: '" + TWO + "', role: reader}");
        lifecycle.look();
        assertThat(keys.now().find("one")).isNull();
        assertThat(keys.now().find("two")).isNotNull();
        for (String bad : List.of("ci: {hash: nonsense, role: reader}", "fixed: {hash: '" + TWO + "', role: reader}")) {
            file("keys.yaml", bad);
            lifecycle.look();
            assertThat(keys.trouble()).as(bad).isNotNull();
            assertThat(keys.now().find("two")).isNotNull();
        }
        Files.delete(folder.resolve("keys.yaml"));
        lifecycle.look();
        assertThat(keys.trouble()).contains("cannot be read");
        file("keys.yaml", "ci: {hash: '" + TWO + "', role: reader}");
        lifecycle.look();
        assertThat(keys.trouble()).isNull();
        assertThat(keys.now().names()).containsExactly("fixed", "ci");
    }

    private static SecurityProperties properties(Map<String, KeyProperties> keys) {
        return new SecurityProperties(
                false, Set.of(), keys, null, Duration.ofSeconds(5), 20, 100, null, Duration.ofHours(1));
    }

    @Test
    void allOfItCanBeSetByVariablesOfTheEnvironment() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-systemEnvironment",
                        Map.of(
                                "ORBWEAVER_SECURITY_KEY_FILE", "/run/keys.yaml",
                                "ORBWEAVER_SECURITY_KEY_FILE_CHECK", "1s",
                                "ORBWEAVER_SECURITY_KEYS_CI_HASH", ONE,
                                "ORBWEAVER_SECURITY_KEYS_CI_ROLE", "reader")));
        ConfigurationPropertySources.attach(environment);
        SecurityProperties bound = Binder.get(environment)
                .bind("orbweaver.security", SecurityProperties.class)
                .get();
        assertThat(bound.keyFile()).isEqualTo(Path.of("/run/keys.yaml"));
        assertThat(bound.keyFileCheck()).isEqualTo(Duration.ofSeconds(1));
        assertThat(bound.keys()).containsOnlyKeys("ci");
        assertThat(environment.containsProperty("orbweaver.security.key-file")).isTrue();
    }

    @Test
    void theSecretOfSessionsIsKeptForItsOwnerAlone() throws IOException {
        Path data = folder.resolve("data");
        byte[] made = SessionSecret.of(data, new Random(1));
        assertThat(made).hasSize(32);
        assertThat(SessionSecret.of(data, new Random(2))).isEqualTo(made);
        Path file = data.resolve(SessionSecret.FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.writeString(file, "cut");
        assertThat(SessionSecret.of(data, new Random(2))).hasSize(32).isNotEqualTo(made);
        try (var left = Files.list(data)) {
            assertThat(left).containsExactly(file);
        }
    }
}
