package io.orbweaver.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code config/start/orbweaver}, whatever the jar, the cache and the way to the script are called; Java is played. */
@Tag("process")
class StartScriptTest {

    /** Does what the script needs of Java: unpacks, leaves an archive, and says what it was run with. */
    private static final String JAVA = """
            #!/usr/bin/env bash
            set -eu
            jar= name= to= archive=
            arguments=("$@")
            for ((i = 0; i < $#; i++)); do
              next=${arguments[i + 1]:-}
              case ${arguments[i]} in
                -jar) jar=$next ;;
                --application-filename) name=$next ;;
                --destination) to=$next ;;
                -XX:ArchiveClassesAtExit=*) archive=${arguments[i]#*=} ;;
                -XshowSettings*) echo "    java.vm.version = $PLAYED_VERSION" >&2; exit ;;
              esac
            done
            [ -f "$jar" ]
            if [ -n "$to" ]; then
              mkdir -p "$to"
              cp "$jar" "$to/${name:-$(basename "$jar")}"
            fi
            [ -z "$archive" ] || echo made >"$archive"
            echo "$*" >>"$PLAYED_LOG"
            """;

    private static final Path SCRIPT = Path.of("config/start/orbweaver").toAbsolutePath();

    @TempDir
    Path folder;

    @BeforeEach
    void playJava() throws IOException {
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, JAVA);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Ran(int exit, String said) {}

    private Ran run(Path script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add(script.toString());
        builder.command().addAll(List.of(arguments));
        builder.directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("ORBWEAVER_") || name.equals("JAVA_OPTS"));
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("PLAYED_VERSION", "17.0.9+9");
        builder.environment().put("PLAYED_LOG", folder.resolve("log").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), said);
    }

    private List<String> log() throws IOException {
        return Files.readAllLines(folder.resolve("log"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"orbweaver.jar", "orbweaver-1.2.jar", "a crawler.jar"})
    void aJarOfAnyNameIsPreparedOnceAndRun(String name) throws IOException, InterruptedException {
        Files.writeString(folder.resolve(name), "jar");
        Path link = Files.createSymbolicLink(folder.resolve("linked"), SCRIPT);
        var environment = Map.of("ORBWEAVER_JAR", name, "ORBWEAVER_CACHE", "the cache");
        assertThat(run(link, environment, "--prepare").exit()).isZero();
        assertThat(log()).hasSize(2);
        assertThat(log().get(1)).contains("--orbweaver.demo.exit=true", "--server.address=127.0.0.1");
        assertThat(run(link, environment, "--prepare")).isEqualTo(new Ran(0, ""));
        assertThat(run(SCRIPT, environment, "--server.port=0").exit()).isZero();
        assertThat(log()).hasSize(3);
        assertThat(log().get(2)).contains("-XX:SharedArchiveFile=").endsWith("--server.port=0");
    }

    @Test
    void missingPartsAreReported() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("orbweaver.jar"), "jar");
        var jar = Map.of("ORBWEAVER_JAR", "orbweaver.jar", "ORBWEAVER_CACHE", "cache");
        Ran old = run(SCRIPT, with(jar, "PLAYED_VERSION", "11.0.2+9"), "--prepare");
        assertThat(old.exit()).isOne();
        assertThat(old.said()).contains("Java 17 or newer");
        Ran none = run(SCRIPT, Map.of("ORBWEAVER_JAR", "none.jar"));
        assertThat(none.exit()).isOne();
        assertThat(none.said()).contains("there is no none.jar");
        Ran homeless = run(SCRIPT, Map.of("ORBWEAVER_JAR", "orbweaver.jar", "HOME", "", "XDG_CACHE_HOME", ""));
        assertThat(homeless.exit()).isOne();
        assertThat(homeless.said()).contains("set ORBWEAVER_CACHE");
        Files.writeString(folder.resolve("file"), "");
        Ran unwritable = run(SCRIPT, with(jar, "ORBWEAVER_CACHE", "file/cache"), "--prepare");
        assertThat(unwritable.exit()).isOne();
        assertThat(unwritable.said()).contains("cannot be written");
    }

    private static Map<String, String> with(Map<String, String> environment, String name, String value) {
        var changed = new java.util.HashMap<>(environment);
        changed.put(name, value);
        return changed;
    }

    @Test
    void aNewerJavaHasACacheOfItsOwnKind() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("orbweaver.jar"), "jar");
        var environment =
                Map.of("ORBWEAVER_JAR", "orbweaver.jar", "ORBWEAVER_CACHE", "cache", "PLAYED_VERSION", "25-ea+1");
        run(SCRIPT, environment, "--prepare");
        assertThat(log()).anyMatch(line -> line.contains("-XX:AOTCacheOutput="));
    }
}
