package io.orbweaver.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.OnceABuild;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.netpreserve.jwarc.WarcMetadata;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads archives as others do: by jwarc, by its validator, and by Python's warcio. */
public final class WarcCheck {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path WARCIO = Path.of("target", "warcio");

    private WarcCheck() {}

    private interface Look {
        void at(WarcRecord item) throws IOException;
    }

    private static void each(byte[] archive, Look look) throws IOException {
        List<String> warnings = new ArrayList<>();
        try (WarcReader reader = new WarcReader(new ByteArrayInputStream(archive))) {
            reader.setLenient(false);
            reader.onWarning(warnings::add);
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                look.at(next.get());
            }
        }
        assertThat(warnings).isEmpty();
    }

    /** The types of all records, in order. */
    public static List<String> types(byte[] archive) throws IOException {
        List<String> types = new ArrayList<>();
        each(archive, found -> types.add(found.type()));
        return types;
    }

    /** The metadata of pages, in order. */
    public static List<JsonNode> metadata(byte[] archive) throws IOException {
        List<JsonNode> metadata = new ArrayList<>();
        each(archive, found -> {
            if (found instanceof WarcMetadata) {
                metadata.add(JSON.readTree(found.body().stream().readAllBytes()));
            }
        });
        return metadata;
    }

    /** The bodies that a replay gives, by URL. */
    public static Map<String, byte[]> replayed(byte[] archive) throws IOException {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        each(archive, found -> {
            if (found instanceof WarcResponse response) {
                byte[] body = response.http().bodyDecoded().stream().readAllBytes();
                bodies.put(response.target(), body);
                assertThat(body.length).isEqualTo(response.http().body().size());
            }
        });
        return bodies;
    }

    /** Has jwarc's validator look, which compares the digests. */
    public static void validate(byte[] archive, Path folder) throws Exception {
        Path file = Files.write(folder.resolve("export.warc.gz"), archive);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String said = run(
                0,
                java,
                "-cp",
                System.getProperty("java.class.path"),
                "org.netpreserve.jwarc.tools.WarcTool",
                "validate",
                "-v",
                file.toString());
        assertThat(said).doesNotContainIgnoringCase("fail");
    }

    /** Has warcio look; where it is not there and cannot be installed the test is skipped, but fails in CI. */
    public static void warcio(byte[] archive, Path folder) throws Exception {
        Path file = Files.write(folder.resolve("export.warc.gz"), archive);
        OnceABuild.in(WARCIO, WarcCheck::install);
        String said =
                run(0, "env", "PYTHONPATH=" + WARCIO, "python3", "-m", "warcio.cli", "check", "-v", file.toString());
        assertThat(said).contains("WARC-Record-ID").doesNotContain("failed");
    }

    private static void install() throws Exception {
        try {
            run(0, "python3", "-m", "pip", "install", "-q", "--target", WARCIO.toString(), "warcio==1.8.1");
        } catch (IOException | AssertionError missing) {
            if (System.getenv("CI") != null) {
                throw new AssertionError("warcio must be there: " + missing.getMessage(), missing);
            }
            Assumptions.abort("warcio cannot be installed: " + missing.getMessage());
        }
    }

    private static String run(int expected, String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(expected);
        return said;
    }
}
