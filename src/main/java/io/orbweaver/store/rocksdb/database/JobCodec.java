package io.orbweaver.store.rocksdb.database;

import io.orbweaver.job.Counters;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.PageRate;
import io.orbweaver.job.SideAccount;
import io.orbweaver.job.SitemapCounters;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.job.spec.JobSpecJson;
import io.orbweaver.job.spec.JobSpecReader;
import io.orbweaver.job.spec.OperatorBounds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The encoding of jobs as bytes: the specification once, and a small record of state and account with every group of
 * commits.
 */
public final class JobCodec {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    /** What was accepted stays valid, also where the operator has narrowed the bounds since. */
    private static final JobSpecReader READER = new JobSpecReader(OperatorBounds.WIDEST);

    private JobCodec() {}

    /**
     * A failed seed, which decides why a job failed.
     *
     * @param place among the seeds
     * @param kind wire name of the failure kind
     */
    public record SeedFailure(int place, String kind) {}

    /**
     * A job's record, with what only the store needs.
     *
     * @param job the job
     * @param seedFailure the first failed seed, or null
     * @param sitemapsSeen sitemaps that it ever knew
     * @param sitemapsLeft those that are not done
     * @param bodyBytes stored bytes of its kept bodies
     */
    public record Stored(
            Job job, @Nullable SeedFailure seedFailure, long sitemapsSeen, long sitemapsLeft, long bodyBytes) {}

    public static byte[] spec(JobSpec spec) {
        return MAPPER.writeValueAsBytes(JobSpecJson.write(spec));
    }

    public static byte[] meta(Stored stored) {
        Job job = stored.job();
        SeedFailure seedFailure = stored.seedFailure();
        Counters counters = job.counters();
        ObjectNode json = MAPPER.createObjectNode();
        json.put("state", job.state().wireName());
        json.put("why", job.why());
        json.put("known", counters.known());
        json.put("pages", counters.pages());
        json.put("failures", counters.failures());
        json.put("skips", counters.skips());
        json.put("bytes", counters.bytes());
        json.put("lastSeq", job.lastSeq());
        job.joinedScope().forEach(json.putArray("joined")::add);
        json.put("createdAt", job.createdAt().toString());
        json.put("startedAt", text(job.startedAt()));
        json.put("endedAt", text(job.endedAt()));
        json.put("ran", job.ran().toString());
        json.put("runningSince", text(job.runningSince()));
        side(json, job.side());
        json.put("sitemapsSeen", stored.sitemapsSeen());
        json.put("sitemapsLeft", stored.sitemapsLeft());
        if (job.owner() != null) {
            json.put("owner", job.owner());
        }
        if (stored.bodyBytes() > 0) {
            json.put("bodyBytes", stored.bodyBytes());
        }
        if (seedFailure != null) {
            json.putObject("seedFailure").put("place", seedFailure.place()).put("kind", seedFailure.kind());
        }
        return MAPPER.writeValueAsBytes(json);
    }

    /** Reads a job; whatever was leased when it was written is queued. */
    public static Stored read(JobId id, byte[] spec, byte[] meta, Instant now) {
        JsonNode json = MAPPER.readTree(meta);
        long known = json.get("known").longValue();
        long pages = json.get("pages").longValue();
        long failures = json.get("failures").longValue();
        long skips = json.get("skips").longValue();
        Counters counters = new Counters(
                known,
                pages,
                failures,
                skips,
                0,
                known - pages - failures - skips,
                json.get("bytes").longValue());
        SideAccount side = side(json);
        List<String> joined = new ArrayList<>();
        json.get("joined").forEach(part -> joined.add(part.stringValue()));
        JsonNode failure = json.get("seedFailure");
        Job job = new Job(
                id,
                spec(id, spec),
                state(json.get("state").stringValue()),
                text(json.get("why")),
                counters,
                side,
                json.get("lastSeq").longValue(),
                List.copyOf(joined),
                Instant.parse(json.get("createdAt").stringValue()),
                instant(json.get("startedAt")),
                instant(json.get("endedAt")),
                Duration.parse(json.get("ran").stringValue()),
                instant(json.get("runningSince")),
                PageRate.none(now),
                text(json.get("owner"))); // absent in stores of versions without keys
        return new Stored(
                job,
                failure == null
                        ? null
                        : new SeedFailure(
                                failure.get("place").intValue(),
                                failure.get("kind").stringValue()),
                json.path("sitemapsSeen").asLong(0),
                json.path("sitemapsLeft").asLong(0),
                json.path("bodyBytes").asLong(0));
    }

    private static void side(ObjectNode json, SideAccount side) {
        SitemapCounters sitemaps = side.sitemaps();
        if (!side.equals(SideAccount.ZERO)) {
            json.putObject("side")
                    .put("known", sitemaps.known())
                    .put("read", sitemaps.read())
                    .put("failed", sitemaps.failed())
                    .put("skipped", sitemaps.skipped())
                    .put("refused", side.refused())
                    .put("links", side.omitted().links())
                    .put("entries", side.omitted().entries());
        }
    }

    /** Absent in stores of versions that did not count it. */
    private static SideAccount side(JsonNode json) {
        JsonNode side = json.path("side");
        SitemapCounters sitemaps = new SitemapCounters(
                side.path("known").asLong(0),
                side.path("read").asLong(0),
                side.path("failed").asLong(0),
                side.path("skipped").asLong(0));
        return new SideAccount(
                sitemaps,
                side.path("refused").asLong(0),
                new SideAccount.Omitted(
                        side.path("links").asLong(0), side.path("entries").asLong(0)));
    }

    public static JobState stateOf(byte[] meta) {
        return state(MAPPER.readTree(meta).get("state").stringValue());
    }

    private static JobSpec spec(JobId id, byte[] bytes) {
        JobSpecReader.Reading reading = READER.read(MAPPER.readTree(bytes));
        if (reading.spec() == null) {
            throw new IllegalStateException(
                    "job " + id + " has a specification that cannot be read: " + reading.problems());
        }
        return reading.spec();
    }

    private static JobState state(String wireName) {
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
