package io.orbweaver.store.redis;

import io.lettuce.core.KeyValue;
import io.orbweaver.job.Counters;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.PageRate;
import io.orbweaver.job.SideAccount;
import io.orbweaver.job.SitemapCounters;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.store.redis.server.JobKeys;
import io.orbweaver.store.redis.server.ServerClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A job's record as it is read.
 *
 * @param job the job
 * @param rev how often its state has changed
 * @param sitemapsLeft sitemaps that are not done
 * @param seedFailure kind of the failure of the first seed that failed, or null
 */
record JobRecord(
        Job job, long rev, long sitemapsLeft, @Nullable String seedFailure) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static {
        MAPPER.readTree("{}"); // its first use takes a lock, for which no event loop may wait
    }

    private static final List<String> NAMES = List.of(
            "state",
            "life",
            "rev",
            "known",
            "pages",
            "failures",
            "skips",
            "leased",
            "bytes",
            "seq",
            "sleft",
            "smknown",
            "smread",
            "smfailed",
            "smskipped",
            "smrefused",
            "olinks",
            "oentries",
            "rate",
            "rateAt",
            "joined",
            "seedKind");

    /** The fields that it is read from. */
    static byte[][] fields() {
        return NAMES.stream().map(JobKeys::bytes).toArray(byte[][]::new);
    }

    /** Reads the values of {@link #fields}; null where there is no such job. */
    static @Nullable JobRecord read(JobId id, JobSpec spec, List<KeyValue<byte[], byte[]>> values) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).hasValue()) {
                fields.put(NAMES.get(i), new String(values.get(i).getValue(), StandardCharsets.UTF_8));
            }
        }
        String state = fields.get("state");
        if (state == null) {
            return null;
        }
        Fields in = new Fields(fields);
        JsonNode life = MAPPER.readTree(in.text("life"));
        long known = in.number("known");
        long done = in.number("pages") + in.number("failures") + in.number("skips");
        long leased = in.number("leased");
        Counters counters = new Counters(
                known,
                in.number("pages"),
                in.number("failures"),
                in.number("skips"),
                leased,
                known - done - leased,
                in.number("bytes"));
        String joined = in.text("joined");
        Job job = new Job(
                id,
                spec,
                state(state),
                text(life.get("why")),
                counters,
                side(in),
                in.number("seq"),
                joined.isEmpty() ? List.of() : List.of(joined.split("\n", -1)),
                Instant.parse(life.get("createdAt").stringValue()),
                instant(life.get("startedAt")),
                instant(life.get("endedAt")),
                Duration.parse(life.get("ran").stringValue()),
                instant(life.get("runningSince")),
                new PageRate(Double.parseDouble(in.text("rate")), ServerClock.instant(in.number("rateAt"))),
                text(life.get("owner")));
        return new JobRecord(job, in.number("rev"), in.number("sleft"), fields.get("seedKind"));
    }

    private static SideAccount side(Fields in) {
        long refused = in.number("smrefused");
        SitemapCounters sitemaps = new SitemapCounters(
                in.number("smknown") + refused,
                in.number("smread"),
                in.number("smfailed"),
                in.number("smskipped") + refused);
        return new SideAccount(sitemaps, refused, new SideAccount.Omitted(in.number("olinks"), in.number("oentries")));
    }

    private record Fields(Map<String, String> values) {

        String text(String name) {
            return values.getOrDefault(name, "");
        }

        long number(String name) {
            return Long.parseLong(values.getOrDefault(name, "0"));
        }
    }

    /** The fields that only changes of state write, besides the state. */
    static byte[] life(Job job) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("why", job.why());
        json.put("owner", job.owner());
        json.put("createdAt", job.createdAt().toString());
        json.put("startedAt", text(job.startedAt()));
        json.put("endedAt", text(job.endedAt()));
        json.put("ran", job.ran().toString());
        json.put("runningSince", text(job.runningSince()));
        return MAPPER.writeValueAsBytes(json);
    }

    /** The state of a name in the store. */
    static JobState state(String wireName) {
        return JobState.of(wireName).orElseThrow(() -> new IllegalStateException("a job in unknown state " + wireName));
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static @Nullable String text(@Nullable JsonNode json) {
        return json == null || json.isNull() ? null : json.stringValue();
    }

    private static @Nullable Instant instant(@Nullable JsonNode json) {
        String text = text(json);
        return text == null ? null : Instant.parse(text);
    }
}
