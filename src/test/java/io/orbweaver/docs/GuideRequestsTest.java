package io.orbweaver.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.Machine;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The requests of the API guide, as they stand there and in their order, give the answers that stand behind them. */
@Tag("process")
@ServiceTest
class GuideRequestsTest {

    /** A request, and the lines of its answer, where {@code …} stands for anything. */
    private static final Pattern EXAMPLE =
            Pattern.compile("```bash\n(.*?)\n```\n\n```http\n(.*?)\n```", Pattern.DOTALL);

    private static final int EXAMPLES_MIN = 9;

    @LocalServerPort
    private int port;

    @TempDir
    Path folder;

    @Test
    void eachIsAnsweredAsTheGuideSays() throws Exception {
        Machine.needs(Machine.has("bash") && Machine.has("curl"), "There is no bash or no curl on the path.");
        String guide = Files.readString(Path.of(DocsPage.API.source()));
        try (FakeSite site = FakeSite.start()) {
            site.page("/", "<title>Home</title><h1>Home</h1><p>the words</p><a href=/a>a</a><a href=/gone>gone</a>");
            site.page("/a", "<title>A</title><a href=/>home</a>");
            String authority = "http://127.0.0.1:" + site.port();
            Matcher examples = EXAMPLE.matcher(guide);
            int count = 0;
            while (examples.find()) {
                String answer = run(examples.group(1), authority);
                examples.group(2)
                        .lines()
                        .forEach(
                                line -> assertThat(answer).as(examples.group(1)).containsPattern(said(line)));
                count++;
            }
            assertThat(count).isGreaterThanOrEqualTo(EXAMPLES_MIN);
            assertThat(guide.split("```bash", -1)).as("each has its answer").hasSize(count + 1);
        }
    }

    private static Pattern said(String line) {
        return Pattern.compile(String.join(
                ".*", List.of(line.split("…", -1)).stream().map(Pattern::quote).toList()));
    }

    private String run(String request, String site) throws IOException, InterruptedException {
        Path answer = Files.createTempFile(folder, "answer", ".txt");
        ProcessBuilder builder = new ProcessBuilder("bash", "-euc", request).redirectErrorStream(true);
        builder.environment().put("ORBWEAVER", "http://127.0.0.1:" + port);
        builder.environment().put("SITE", site);
        Process process = builder.redirectOutput(answer.toFile()).start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(request).isTrue();
        assertThat(process.exitValue()).as(request).isZero();
        return Files.readString(answer, StandardCharsets.UTF_8).replace("\r", "");
    }
}
