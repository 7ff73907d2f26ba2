package io.orbweaver.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.orbweaver.commit.Commit;
import io.orbweaver.crawl.CrawlListener;
import io.orbweaver.fetch.Fetched;
import io.orbweaver.outcome.Failure;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.outcome.Page;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** The meters of the pipeline. Thread-safe; each call is a few atomic additions. */
final class CrawlMeters implements CrawlListener {

    private final Timer fetchDuration;
    private final Timer parseDuration;
    private final Timer extractDuration;
    private final Timer commitDuration;
    private final Counter fetchBytes;
    private final Counter responses;
    private final Counter redirects;
    private final Counter refusals;
    private final Map<FailureKind, Counter> failed = new EnumMap<>(FailureKind.class);
    private final Counter pages;
    private final Counter failures;
    private final Counter skips;
    private final Counter sitemapsRead;
    private final Counter sitemapsFailed;
    private final Counter sitemapsSkipped;
    private final Counter leasesLost;
    private final Counter internalErrors;

    CrawlMeters(MeterRegistry registry) {
        fetchDuration = timer(registry, Meter.FETCH_DURATION);
        parseDuration = timer(registry, Meter.PARSE_DURATION);
        extractDuration = timer(registry, Meter.EXTRACT_DURATION);
        commitDuration = timer(registry, Meter.COMMIT_DURATION);
        fetchBytes = Counter.builder(Meter.FETCH_BYTES.meterName())
                .description(Meter.FETCH_BYTES.description())
                .baseUnit("bytes")
                .register(registry);
        responses = counter(registry, Meter.FETCHES, "outcome", "response");
        redirects = counter(registry, Meter.FETCHES, "outcome", "redirect");
        refusals = counter(registry, Meter.FETCHES, "outcome", "refused");
        for (FailureKind kind : FailureKind.values()) {
            failed.put(kind, counter(registry, Meter.FETCHES, "outcome", kind.wireName()));
        }
        pages = counter(registry, Meter.OUTCOMES, "kind", "page");
        failures = counter(registry, Meter.OUTCOMES, "kind", "failure");
        skips = counter(registry, Meter.OUTCOMES, "kind", "skip");
        sitemapsRead = counter(registry, Meter.SITEMAPS, "outcome", "read");
        sitemapsFailed = counter(registry, Meter.SITEMAPS, "outcome", "failed");
        sitemapsSkipped = counter(registry, Meter.SITEMAPS, "outcome", "skipped");
        leasesLost = counter(registry, Meter.LEASES_LOST);
        internalErrors = counter(registry, Meter.INTERNAL_ERRORS);
    }

    static Timer timer(MeterRegistry registry, Meter meter) {
        return Timer.builder(meter.meterName())
                .description(meter.description())
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(2500),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30))
                .register(registry);
    }

    static Counter counter(MeterRegistry registry, Meter meter, String... tags) {
        return Counter.builder(meter.meterName())
                .description(meter.description())
                .tags(tags)
                .register(registry);
    }

    @Override
    public void fetched(Fetched fetched) {
        if (fetched instanceof Fetched.Response response) {
            responses.increment();
            fetchBytes.increment(response.bytes());
            fetchDuration.record(Duration.ofMillis(response.millis()));
        } else if (fetched instanceof Fetched.Redirect) {
            redirects.increment();
        } else if (fetched instanceof Fetched.Refused) {
            refusals.increment();
        } else if (fetched instanceof Fetched.Failed gone) {
            Counter counter = failed.get(gone.kind());
            if (counter != null) {
                counter.increment();
            }
            if (gone.kind() == FailureKind.INTERNAL) {
                internalErrors.increment();
            }
        }
    }

    @Override
    public void parsed(Duration took) {
        parseDuration.record(took);
    }

    @Override
    public void extracted(Duration took) {
        extractDuration.record(took);
    }

    @Override
    public void committed(Commit.Result result, Duration took) {
        commitDuration.record(took);
        if (result instanceof Commit.Done done) {
            Counter counter =
                    done.outcome() instanceof Page ? pages : done.outcome() instanceof Failure ? failures : skips;
            counter.increment();
        } else if (result instanceof Commit.SitemapDone sitemap && sitemap.outcome() != null) {
            switch (sitemap.outcome().result()) {
                case READ -> sitemapsRead.increment();
                case FAILED -> sitemapsFailed.increment();
                case SKIPPED -> sitemapsSkipped.increment();
            }
        }
    }

    @Override
    public void leaseLost() {
        leasesLost.increment();
    }

    @Override
    public void internalError() {
        internalErrors.increment();
    }
}
