package io.orbweaver.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.Api.Event;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import io.orbweaver.stream.Needed.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The programs of the documentation, as they stand there: each submits a crawl, follows it over connections that are
 * cut within events, and takes its pages away.
 */
@Tag("process")
@ServiceTest
class ClientExamplesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Path PAGE = Path.of("src/main/docs/how-to/clients.md");

    /** A fenced block whose first line names the file. */
    private static final Pattern PROGRAM = Pattern.compile("```\\w+\n(?:#|//) (\\S+)\n(.*?)\n```", Pattern.DOTALL);

    private static final int PAGES = 20;

    @LocalServerPort
    private int port;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"crawl.sh, sh", "crawl.py, python3", "crawl.mjs, node", "Crawl.java, java"})
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void submitsFollowsResumesAndExports(String file, String interpreter) throws Exception {
        needed(file, interpreter);
        Files.writeString(folder.resolve(file), program(file));
        try (FakeSite site = site();
                CuttingProxy proxy = new CuttingProxy(port, new byte[0], 4, 8)) {
            List<String> printed = run(proxy, interpreter, file, site.url("/").href());
            Api api = new Api(port);
            String job =
                    JSON.readTree(printed.get(0).split(" ", 3)[2]).get("job").stringValue();
            List<Event> events =
                    api.events(job).stream().filter(e -> !e.id().isEmpty()).toList();
            assertThat(printed)
                    .containsExactlyElementsOf(events.stream()
                            .map(e -> e.id() + " " + e.type() + " " + e.raw())
                            .toList());
            assertThat(proxy.cuts()).isEqualTo(2);
            List<String> exported = Files.readAllLines(folder.resolve("pages.ndjson"));
            assertThat(exported.stream().map(line -> url(JSON.readTree(line))))
                    .containsExactlyElementsOf(events.stream()
                            .filter(e -> e.type().equals("page"))
                            .map(e -> url(e.data()))
                            .toList())
                    .hasSize(PAGES + 1);
        }
    }

    private static String url(JsonNode page) {
        return page.get("url").stringValue();
    }

    private static void needed(String file, String interpreter) {
        try {
            if (!interpreter.equals("java")) {
                Needed.program(interpreter);
            }
            if (file.endsWith(".sh")) {
                Needed.program("curl");
            }
        } catch (Missing missing) {
            Needed.skip(missing);
        }
    }

    private static String program(String file) throws IOException {
        Matcher programs = PROGRAM.matcher(Files.readString(PAGE));
        while (programs.find()) {
            if (programs.group(1).equals(file)) {
                return programs.group(2);
            }
        }
        throw new AssertionError(PAGE + " has no " + file);
    }

    private static FakeSite site() {
        FakeSite site = FakeSite.start();
        StringBuilder links = new StringBuilder();
        for (int i = 0; i < PAGES; i++) {
            links.append("<a href=/p").append(i).append(">x</a>");
        }
        site.page("/robots.txt", Page.text("User-agent: *\nCrawl-delay: 0\n"));
        return site.page("/", links.toString()).pages(path -> Page.html("<title>p \u2028 \u00fc q</title>"));
    }

    private List<String> run(CuttingProxy proxy, String interpreter, String file, String seed) throws Exception {
        String program = interpreter.equals("java")
                ? Path.of(System.getProperty("java.home"), "bin", "java").toString()
                : interpreter;
        ProcessBuilder builder = new ProcessBuilder(program, file, seed)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("printed").toFile())
                .redirectError(folder.resolve("errors").toFile());
        builder.environment().put("ORBWEAVER", "http://127.0.0.1:" + proxy.port());
        Process process = builder.start();
        try {
            assertThat(process.waitFor())
                    .as(Files.readString(folder.resolve("errors")))
                    .isZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(folder.resolve("printed")).strip().lines().toList();
    }
}
