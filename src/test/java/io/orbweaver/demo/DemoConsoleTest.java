package io.orbweaver.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.event.EventType;
import io.orbweaver.job.Counters;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DemoConsoleTest {

    private static final String SITE = "127.0.0.1:4711";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void aPageTellsSizeTimePathAndTitle() {
        assertThat(line(EventType.PAGE, """
                {"url":"http://127.0.0.1:4711/guide/intro.html","redirects":[],"bytes":12345,"millis":41,"attempt":1,
                 "title":"Introduction"}"""))
                .isEqualTo("page      12.3 KB   41 ms  /guide/intro.html  \"Introduction\"");
    }

    @Test
    void aPageTellsItsRedirectsAndALaterAttempt() {
        assertThat(line(EventType.PAGE, """
                {"url":"http://127.0.0.1:4711/a","redirects":["x","y"],"bytes":9,"millis":1,"attempt":2,
                 "title":null}"""))
                .isEqualTo("page          9 B    1 ms  /a  after 2 redirects  at attempt 2");
    }

    @Test
    void aFailureTellsItsKindAndStatus() {
        assertThat(line(
                        EventType.FAILURE,
                        "{\"url\":\"http://127.0.0.1:4711/lost\",\"kind\":\"http\",\"status\":404,\"attempts\":1}"))
                .isEqualTo("failure      http     404  /lost");
    }

    @Test
    void aFailureTellsItsAttemptsWhereThereWereMore() {
        assertThat(line(
                        EventType.FAILURE,
                        "{\"url\":\"http://127.0.0.1:4711/x\",\"kind\":\"timeout\",\"status\":null,\"attempts\":4}"))
                .isEqualTo("failure   timeout          /x  after 4 attempts");
    }

    @Test
    void aSkipTellsItsReasonAndWhatItRepeats() {
        assertThat(line(
                        EventType.SKIP,
                        "{\"url\":\"http://127.0.0.1:4711/start\",\"reason\":\"duplicate\","
                                + "\"of\":\"http://127.0.0.1:4711/guide/\"}"))
                .isEqualTo("skip    duplicate          /start  of /guide/");
    }

    @Test
    void aForeignUrlKeepsItsHost() {
        assertThat(line(EventType.SKIP, "{\"url\":\"http://127.0.0.1:47110/\",\"reason\":\"robots\"}"))
                .endsWith("http://127.0.0.1:47110/");
    }

    @Test
    void aHostileTitleCannotDriveTheTerminal() {
        String title = "\\u001b[2J\\u202e\\u009b" + "x".repeat(200);

        String line = line(
                EventType.PAGE,
                "{\"url\":\"http://127.0.0.1:4711/\",\"bytes\":1,\"millis\":1,\"title\":\"" + title + "\"}");

        assertThat(line).contains("\"?[2J??xxx").endsWith("...\"").doesNotContain("\u001b", "\u202e", "\u009b");
        assertThat(line.length()).isLessThan(120);
    }

    @Test
    void progressFitsANarrowTerminal() {
        String line = DemoConsole.progress(
                new Counters(1_000, 900, 20, 30, 10, 40, 1 << 30), 10, 123.4, Duration.ofMillis(98_765));

        assertThat(line)
                .contains("900 pages", "10 in flight", "123.4/s", "98.8 s")
                .hasSizeLessThan(80);
    }

    @Test
    void theSummaryNamesEachKindAndReason() {
        DemoConsole.Summary summary = new DemoConsole.Summary(
                "completed (exhausted)",
                new Counters(10, 5, 2, 3, 0, 0, 2_000_000),
                Duration.ofSeconds(2),
                new TreeMap<>(Map.of("http", 1, "redirect", 1)),
                new TreeMap<>(Map.of("robots", 3)),
                10);

        assertThat(summary.lines())
                .containsExactly(
                        "",
                        "The crawl is completed (exhausted), after 2.0 s:",
                        "     5 pages      2.0 MB, 2.5/s",
                        "     2 failures   http 1, redirect 1",
                        "     3 skips      robots 3",
                        "    10 in flight  at most, as the demo site counted them");
    }

    @Test
    void theInvitationNamesTheRealJobAndPorts() {
        List<String> lines = DemoConsole.invitation("http://127.0.0.1:8080", "0abc", SITE);

        assertThat(lines)
                .contains("  curl http://127.0.0.1:8080/v1/jobs/0abc")
                .anyMatch(line -> line.contains("http://127.0.0.1:4711/guide/"))
                .anyMatch(line -> line.contains("dashboard is at http://127.0.0.1:8080/,"));
    }

    @Test
    void theDemosOwnJobIsOneThatTheApiAccepts() {
        assertThat(DemoRun.spec(SITE).perHost()).isEqualTo(10);
    }

    @Test
    void progressRewritesItselfOnATerminalAndIsALineElsewhere() {
        assertThat(written(true)).isEqualTo("\r\033[K1 page\r\033[Kpage /a\n1 page\r\033[K2 pages\r\033[Kdone\n");
        assertThat(written(false)).isEqualTo("1 page\npage /a\n2 pages\ndone\n");
    }

    private static String written(boolean rewrites) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DemoTerminal terminal = new DemoTerminal(new PrintStream(out, true, StandardCharsets.UTF_8), rewrites);
        terminal.progress("1 page");
        terminal.line("page /a");
        terminal.progress("2 pages");
        terminal.progressOver();
        terminal.line("done");
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static String line(EventType type, String json) {
        return DemoConsole.outcome(type, JSON.readTree(json), SITE);
    }
}
