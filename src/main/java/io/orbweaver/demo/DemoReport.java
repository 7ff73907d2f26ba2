package io.orbweaver.demo;

import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.job.Job;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The report of one crawl on the terminal, with the counts that its summary needs. For one thread. */
final class DemoReport {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DemoTerminal terminal;
    private final DemoServer server;
    private final Map<String, Integer> failures = new TreeMap<>();
    private final Map<String, Integer> skips = new TreeMap<>();

    DemoReport(DemoTerminal terminal, DemoServer server) {
        this.terminal = terminal;
        this.server = server;
    }

    /** Prints an outcome. */
    void outcome(LoggedEvent event) {
        JsonNode data = JSON.readTree(event.json());
        if (event.type() == EventType.FAILURE) {
            failures.merge(data.path("kind").asString(""), 1, Integer::sum);
        } else if (event.type() == EventType.SKIP) {
            skips.merge(data.path("reason").asString(""), 1, Integer::sum);
        }
        terminal.line(DemoConsole.outcome(event.type(), data, server.authority()));
    }

    /** Prints the progress of the job. */
    void progress(Job job, Instant now) {
        terminal.progress(
                DemoConsole.progress(job.counters(), server.inFlight(), job.pagesPerSecond(now), job.running(now)));
    }

    /** Prints the result. */
    void summary(Job job, Instant now) {
        terminal.progressOver();
        String ended = job.state().wireName() + (job.why() == null ? "" : " (" + job.why() + ")");
        new DemoConsole.Summary(ended, job.counters(), job.running(now), failures, skips, server.peak())
                .lines()
                .forEach(terminal::line);
    }

    /** Prints what to try next. */
    void invitation(Job job, String service) {
        DemoConsole.invitation(service, job.id().toString(), server.authority()).forEach(terminal::line);
    }
}
