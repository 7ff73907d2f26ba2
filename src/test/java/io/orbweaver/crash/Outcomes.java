package io.orbweaver.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What must hold of a crawl when it has ended, whatever happened to it meanwhile. */
final class Outcomes {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Outcomes() {}

    /**
     * The log is dense, has each event that a client saw as it saw it, one outcome for each URL of the site, which is
     * the right one, and an end whose account is that of the log.
     */
    static void check(CrashSite site, Map<Long, String> log, Map<Long, String> seen) {
        assertThat(seen).as("events that the client saw").hasSizeGreaterThan(10);
        seen.forEach((seq, event) -> assertThat(log.get(seq)).as("event " + seq).isEqualTo(event));
        Map<String, String> outcomes = new TreeMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        long next = 1;
        for (Map.Entry<Long, String> event : log.entrySet()) {
            assertThat(event.getKey()).as("dense").isEqualTo(next++);
            String type = field(event.getValue(), "event:");
            counts.merge(type, 1, Integer::sum);
            if (!type.equals("state") && !type.equals("end")) {
                String url = JSON.readTree(field(event.getValue(), "data:"))
                        .get("url")
                        .stringValue();
                assertThat(outcomes.put(url, type))
                        .as("a second outcome of " + url)
                        .isNull();
            }
        }
        assertThat(outcomes).isEqualTo(site.outcomes());
        String last = log.get((long) log.size());
        assertThat(field(last, "event:")).isEqualTo("end");
        assertThat(counts).containsEntry("end", 1);
        JsonNode counters = JSON.readTree(field(last, "data:")).get("counters");
        assertThat(counters.get("known").intValue()).isEqualTo(outcomes.size());
        assertThat(counters.get("pages").intValue()).isEqualTo(counts.get("page"));
        assertThat(counters.get("failures").intValue()).isEqualTo(counts.get("failure"));
        assertThat(counters.get("skips").intValue()).isEqualTo(counts.get("skip"));
        assertThat(counters.get("leased").intValue() + counters.get("queued").intValue())
                .isZero();
    }

    private static String field(String event, String name) {
        return event.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow();
    }
}
