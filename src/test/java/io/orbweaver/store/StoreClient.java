package io.orbweaver.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.commit.Commit;
import io.orbweaver.commit.Ledger.Moved;
import io.orbweaver.commit.Ledger.Opened;
import io.orbweaver.commit.Ledger.Receipt;
import io.orbweaver.event.EventBatch;
import io.orbweaver.event.EventJson;
import io.orbweaver.event.EventLog;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.frontier.DueHost;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.frontier.LeaseAnswer;
import io.orbweaver.job.Counters;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.job.spec.JobSpecReader;
import io.orbweaver.job.spec.OperatorBounds;
import io.orbweaver.outcome.Extracted;
import io.orbweaver.outcome.Failure;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.outcome.Omitted;
import io.orbweaver.outcome.Outcome;
import io.orbweaver.outcome.Page;
import io.orbweaver.url.CanonicalUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Does with a store what the pipeline and the API do, one step at a time, and waits for each. */
public final class StoreClient {

    public static final int ALL = EventType.mask(EventType.all());
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final AtomicLong CONTENTS = new AtomicLong();

    private final StoreUnderTest store;

    public StoreClient(StoreUnderTest store) {
        this.store = store;
    }

    public static <T> T await(Mono<T> mono) {
        return mono.block(PATIENCE);
    }

    public static CanonicalUrl url(String href) {
        return CanonicalUrl.ofCanonical(href);
    }

    /** A specification of seeds, and more fields such as {@code "maxPages": 3}. */
    public static JobSpec spec(List<String> seeds, String... fields) {
        List<String> all = new ArrayList<>(List.of(fields));
        all.add("\"seeds\": " + JSON.writeValueAsString(seeds));
        JobSpecReader.Reading reading =
                new JobSpecReader(OperatorBounds.WIDEST).read(JSON.readTree("{" + String.join(",", all) + "}"));
        assertThat(reading.problems()).isEmpty();
        return reading.spec();
    }

    public JobId open(String seed, String... fields) {
        return open(List.of(seed), fields);
    }

    public JobId open(List<String> seeds, String... fields) {
        return ((Opened.Fresh) await(store.ledger().open(spec(seeds, fields), null)))
                .job()
                .id();
    }

    public Job job(JobId id) {
        return await(store.jobs().find(id));
    }

    public Counters counters(JobId id) {
        return job(id).counters();
    }

    public Moved move(JobId id, JobState.Move move) {
        return await(store.ledger().move(id, move));
    }

    public List<DueHost> due(JobId id, int hostsMax) {
        return await(store.frontier().due(id, hostsMax)).hosts();
    }

    public Instant askAgain(JobId id) {
        return await(store.frontier().due(id, 1)).askAgain();
    }

    /** Leases the next URL of the next host that is due; null where there is none. */
    public Lease lease(JobId id) {
        while (true) {
            List<DueHost> due = due(id, 1);
            if (due.isEmpty()) {
                return null;
            }
            Lease lease = lease(id, due.get(0));
            if (lease != null) {
                return lease;
            }
        }
    }

    /** Leases from a host that was handed out, and hands it back. */
    public Lease lease(JobId id, DueHost due) {
        LeaseAnswer answer = await(store.frontier().lease(id, due.host(), due.next()));
        if (answer.next() != null) {
            await(store.frontier().later(id, due.host(), store.clock().instant()));
        }
        return answer.lease();
    }

    public List<Lease> leases(JobId id, int max) {
        List<Lease> leases = new ArrayList<>();
        while (leases.size() < max) {
            Lease lease = lease(id);
            if (lease == null) {
                break;
            }
            leases.add(lease);
        }
        return leases;
    }

    public Receipt append(Lease lease, Commit.Result result, String... links) {
        return await(store.ledger().append(new Commit(lease, result, linked(lease, links))));
    }

    public static List<FrontierUrl> linked(Lease lease, String... links) {
        return Arrays.stream(links).map(link -> lease.entry().linked(url(link))).toList();
    }

    public Receipt page(Lease lease, String... links) {
        return append(lease, done(lease, page(10)), links);
    }

    /** A page of which a bound kept links out. */
    Receipt pageWithout(Lease lease, int links) {
        Page page = page(10);
        Page cut = new Page(
                page.finalUrl(),
                page.redirects(),
                page.status(),
                page.contentType(),
                page.charset(),
                page.bytes(),
                page.sha256(),
                page.title(),
                page.links(),
                page.millis(),
                page.attempt(),
                page.canonical(),
                page.duplicateOf(),
                page.body(),
                new Omitted(links, 0, 0),
                page.extracted());
        return append(lease, done(lease, cut));
    }

    public Receipt fail(Lease lease, FailureKind kind) {
        return append(lease, done(lease, new Failure(kind, null, 1, "it failed")));
    }

    public Receipt retry(Lease lease, Duration after) {
        Instant notBefore = store.clock().instant().plus(after);
        return append(
                lease, new Commit.Retry(lease.entry().retried(store.clock().instant()), notBefore));
    }

    public Receipt redirect(Lease lease, String target) {
        Instant now = store.clock().instant();
        return append(lease, new Commit.Parked(lease.entry().redirected(url(target)), now));
    }

    public void giveBack(Lease lease) {
        await(store.frontier().giveBack(lease));
    }

    public Commit.Done done(Lease lease, Outcome outcome) {
        FrontierUrl entry = lease.entry();
        Instant now = store.clock().instant();
        EventJson.Place place = new EventJson.Place(entry.url(), entry.depth(), entry.referrer(), now);
        return new Commit.Done(outcome, EventJson.outcome(place, outcome), now, null, null);
    }

    /** A page whose content no other has. */
    public static Page page(long bytes) {
        return page(bytes, String.format("%016x", CONTENTS.incrementAndGet()).repeat(4));
    }

    public static Page page(long bytes, String sha256) {
        return new Page(
                url("http://final.test/"),
                List.of(),
                200,
                "text/html",
                "UTF-8",
                bytes,
                sha256,
                "t",
                0,
                1,
                1,
                null,
                null,
                null,
                Extracted.NONE);
    }

    /** The same page, which says that its URL is another. */
    static Page canonical(Page page, String canonical) {
        return new Page(
                page.finalUrl(),
                page.redirects(),
                page.status(),
                page.contentType(),
                page.charset(),
                page.bytes(),
                page.sha256(),
                page.title(),
                page.links(),
                page.millis(),
                page.attempt(),
                url(canonical),
                page.duplicateOf(),
                page.body(),
                page.omitted(),
                page.extracted());
    }

    /** Leases and finishes until nothing is due; the hrefs, in order. */
    public List<String> crawlAll(JobId id) {
        List<String> hrefs = new ArrayList<>();
        for (Lease lease = lease(id); lease != null; lease = lease(id)) {
            hrefs.add(lease.entry().url().href());
            assertThat(page(lease)).isEqualTo(Receipt.COMMITTED);
        }
        return hrefs;
    }

    /** The whole log, checked to be dense. */
    public List<LoggedEvent> log(JobId id) {
        List<LoggedEvent> events = new ArrayList<>();
        EventBatch batch;
        long after = 0;
        do {
            batch = await(store.eventLog().read(id, after, ALL, EventLog.EVENTS_MAX));
            events.addAll(batch.events());
            after = batch.upTo();
        } while (!batch.atTail());
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).seq()).isEqualTo(i + 1);
        }
        return events;
    }

    public List<JsonNode> events(JobId id, EventType type) {
        return log(id).stream()
                .filter(event -> event.type() == type)
                .map(event -> JSON.readTree(event.json()))
                .toList();
    }

    public List<String> states(JobId id) {
        return events(id, EventType.STATE).stream()
                .map(event -> event.get("state").stringValue())
                .toList();
    }

    /** The log says what the account says; {@code end} is last, once, where the job has ended, and says it too. */
    public void accountMatchesLog(JobId id) {
        Job job = job(id);
        List<LoggedEvent> log = log(id);
        assertThat(log).hasSize((int) job.lastSeq());
        Counters counters = job.counters();
        assertThat(count(log, EventType.PAGE)).isEqualTo(counters.pages());
        assertThat(count(log, EventType.FAILURE)).isEqualTo(counters.failures());
        assertThat(count(log, EventType.SKIP)).isEqualTo(counters.skips());
        assertThat(count(log, EventType.END)).isEqualTo(job.state().ended() ? 1 : 0);
        if (job.state().ended()) {
            LoggedEvent last = log.get(log.size() - 1);
            assertThat(last.type()).isEqualTo(EventType.END);
            JsonNode end = JSON.readTree(last.json());
            assertThat(end.get("state").stringValue()).isEqualTo(job.state().wireName());
            JsonNode told = end.get("counters");
            assertThat(told.get("known").longValue()).isEqualTo(counters.known());
            assertThat(told.get("pages").longValue()).isEqualTo(counters.pages());
            assertThat(told.get("queued").longValue()).isEqualTo(counters.queued());
            assertThat(told.get("leased").longValue()).isZero();
        }
    }

    private static long count(List<LoggedEvent> log, EventType type) {
        return log.stream().filter(event -> event.type() == type).count();
    }
}
