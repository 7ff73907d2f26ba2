package io.orbweaver.export;

import io.orbweaver.body.Bodies;
import io.orbweaver.body.ExchangeHead;
import io.orbweaver.body.KeptBody;
import io.orbweaver.event.EventBatch;
import io.orbweaver.event.EventLog;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.job.Counters;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.store.StoreClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** A job's results in memory: a log, of which a read gives a few events only, and bodies. */
final class FakeResults implements EventLog, Bodies {

    static final JobId ID = new JobId(4_711);

    private static final int EVENTS_OF_A_READ = 4;

    private final List<LoggedEvent> events = new ArrayList<>();
    private final Map<Long, byte[]> bodies = new HashMap<>();
    private final Map<Long, ExchangeHead> heads = new HashMap<>();
    private final String[] spec;
    private int reads;
    private boolean removed;

    /** @param spec fields of the job's specification */
    FakeResults(String... spec) {
        this.spec = spec;
    }

    /** Logs an event. */
    FakeResults event(EventType type, String json) {
        events.add(new LoggedEvent(events.size() + 1L, type, json.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** Logs a page, whose body is kept. */
    FakeResults page(String url, byte[] body, ExchangeHead head) {
        bodies.put(events.size() + 1L, body);
        heads.put(events.size() + 1L, head);
        return page(url, body);
    }

    /** Keeps another body for a page than its event says. */
    void exchangeBody(long seq, byte[] body) {
        bodies.put(seq, body);
    }

    /** Logs a page whose body is not kept. */
    FakeResults page(String url, byte[] body) {
        return event(
                EventType.PAGE,
                "{\"url\":\"" + url + "\",\"finalUrl\":\"" + url + "\",\"contentType\":\"text/plain\",\"sha256\":\""
                        + sha256(body) + "\",\"at\":\"2026-02-03T04:05:06.789Z\"}");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** The job as it stands. */
    Job job() {
        Instant created = Instant.parse("2026-02-03T04:05:05Z");
        return Job.created(ID, StoreClient.spec(List.of("https://www.example.org/"), spec), created)
                .with(Counters.ZERO, events.size());
    }

    /** Takes the job away. */
    void remove() {
        removed = true;
    }

    /** How often the log was read. */
    int reads() {
        return reads;
    }

    @Override
    public Mono<EventBatch> read(JobId job, long after, int typeMask, int eventsMax) {
        return readWhole(job, after, typeMask, eventsMax);
    }

    @Override
    public Mono<EventBatch> readWhole(JobId job, long after, int typeMask, int eventsMax) {
        return Mono.fromCallable(() -> {
            reads++;
            if (removed) {
                return null;
            }
            int from = (int) Math.min(after, events.size());
            int to = Math.min(events.size(), from + EVENTS_OF_A_READ);
            List<LoggedEvent> found = events.subList(from, to).stream()
                    .filter(event -> (event.type().bit() & typeMask) != 0)
                    .toList();
            return new EventBatch(found, to, to == events.size(), false);
        });
    }

    @Override
    public Mono<KeptBody> find(JobId job, long seq) {
        byte[] body = bodies.get(seq);
        if (body == null || removed) {
            return Mono.empty();
        }
        int parts = (body.length + PART_BYTES - 1) / PART_BYTES;
        return Mono.just(new KeptBody(job, seq, heads.get(seq), body.length, parts, 0));
    }

    @Override
    public Mono<byte[]> part(KeptBody body, int part) {
        byte[] whole = bodies.get(body.seq());
        int from = part * PART_BYTES;
        return removed
                ? Mono.empty()
                : Mono.just(Arrays.copyOfRange(whole, from, Math.min(whole.length, from + PART_BYTES)));
    }
}
