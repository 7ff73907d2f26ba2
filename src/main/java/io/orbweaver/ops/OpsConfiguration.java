package io.orbweaver.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationPredicate;
import io.orbweaver.commit.Ledger;
import io.orbweaver.commit.StoreStatus;
import io.orbweaver.commit.StoreStatus.Snapshot;
import io.orbweaver.crawl.CrawlListener;
import io.orbweaver.crawl.HostsWaiting;
import io.orbweaver.fetch.FetchSlots;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobState;
import io.orbweaver.security.RefusalListener;
import io.orbweaver.security.keys.KeysStatus;
import io.orbweaver.watch.WatcherListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import reactor.core.scheduler.Schedulers;

/** The beans of meters and health. */
@Configuration(proxyBeanMethods = false)
class OpsConfiguration {

    @Bean
    CrawlListener crawlMeters(MeterRegistry registry) {
        return new CrawlMeters(registry);
    }

    @Bean
    LogLimitLifecycle logLimit(InstantSource clock) {
        return new LogLimitLifecycle(clock, Schedulers.parallel());
    }

    @Bean
    WatcherListener watcherMeters(MeterRegistry registry) {
        Timer lag = CrawlMeters.timer(registry, Meter.EVENT_LAG);
        Counter stalled = Counter.builder(Meter.WATCHERS_STALLED.meterName())
                .description(Meter.WATCHERS_STALLED.description())
                .register(registry);
        return new WatcherListener() {
            @Override
            public void stalled() {
                stalled.increment();
            }

            @Override
            public void lag(long millis) {
                lag.record(Duration.ofMillis(millis));
            }

            @Override
            public void watchers(IntSupplier present, int max) {
                gauge(registry, Meter.WATCHERS, present, IntSupplier::getAsInt);
                gauge(registry, Meter.WATCHERS_MAX, present, any -> max);
            }
        };
    }

    /** The kinds of refusals are few and fixed, and so are the counters kept for them. */
    @Bean
    RefusalListener refusalMeters(MeterRegistry registry) {
        Map<String, Counter> counters = new ConcurrentHashMap<>();
        return new RefusalListener() {
            @Override
            public void refused(String kind) {
                counters.computeIfAbsent(
                                kind, reason -> CrawlMeters.counter(registry, Meter.REQUESTS_REFUSED, "reason", reason))
                        .increment();
            }
        };
    }

    @Bean
    JobEndsLifecycle jobEndsLifecycle(Ledger ledger, MeterRegistry registry, ObjectProvider<CrawlSpans> spans) {
        Map<JobState, Counter> ended = new EnumMap<>(JobState.class);
        for (JobState state : JobState.values()) {
            if (state.ended()) {
                ended.put(state, CrawlMeters.counter(registry, Meter.JOBS_ENDED, "state", state.wireName()));
            }
        }
        CrawlSpans traced = spans.getIfAvailable();
        BiConsumer<Job, Instant> span = traced == null ? (job, at) -> {} : traced::ended;
        return new JobEndsLifecycle(ledger, ended, span, Schedulers.boundedElastic());
    }

    /**
     * A stream is not a slow request: its duration says how long a client watched, and what is kept to measure it makes
     * a watcher dearer. Watchers have meters of their own.
     */
    @Bean
    ObservationPredicate streamsAreNotTimed() {
        return (name, context) ->
                !(context instanceof ServerRequestObservationContext request && isStream(request.getCarrier()));
    }

    private static boolean isStream(@Nullable ServerHttpRequest request) {
        return request != null && request.getPath().value().endsWith("/events");
    }

    @Bean
    MeterBinder stateMeters(FetchSlots slots, StoreStatus store, HostsWaiting hosts, KeysStatus keys) {
        return registry -> {
            gauge(registry, Meter.KEYS_VALID, keys, k -> k.trouble() == null ? 1 : 0);
            gauge(registry, Meter.FETCH_IN_FLIGHT, slots, FetchSlots::inFlight);
            gauge(registry, Meter.FETCH_SLOTS, slots, FetchSlots::slotsMax);
            gauge(registry, Meter.HOSTS_WAITING, hosts, HostsWaiting::count);
            gauge(registry, Meter.FRONTIER_URLS, store, s -> s.snapshot().queuedUrls());
            gauge(registry, Meter.STORE_WRITABLE, store, s -> s.snapshot().trouble() == null ? 1 : 0);
            gauge(registry, Meter.STORE_INTAKE, store, s -> s.snapshot().intakeDepth());
            bytes(registry, Meter.BODIES_STORED, store, Snapshot::bodyBytes);
            bytes(registry, Meter.BODIES_MAX, store, Snapshot::bodyBytesMax);
            jobs(registry, store, "running", Snapshot::runningJobs);
            jobs(registry, store, "paused", Snapshot::pausedJobs);
        };
    }

    private static void jobs(
            MeterRegistry registry, StoreStatus store, String state, ToDoubleFunction<Snapshot> count) {
        Gauge.builder(Meter.JOBS.meterName(), store, s -> count.applyAsDouble(s.snapshot()))
                .description(Meter.JOBS.description())
                .tag("state", state)
                .register(registry);
    }

    private static void bytes(
            MeterRegistry registry, Meter meter, StoreStatus store, ToDoubleFunction<Snapshot> count) {
        Gauge.builder(meter.meterName(), store, s -> count.applyAsDouble(s.snapshot()))
                .description(meter.description())
                .baseUnit("bytes")
                .register(registry);
    }

    private static <T> void gauge(MeterRegistry registry, Meter meter, T source, ToDoubleFunction<T> value) {
        Gauge.builder(meter.meterName(), source, value)
                .description(meter.description())
                .strongReference(true)
                .register(registry);
    }

    @Bean
    HealthIndicator storeHealthIndicator(StoreStatus store) {
        return () -> {
            Snapshot snapshot = store.snapshot();
            Health.Builder health = health(snapshot);
            String promise = snapshot.promise();
            return promise == null
                    ? health.build()
                    : health.withDetail("promise", promise).build();
        };
    }

    private static Health.Builder health(Snapshot snapshot) {
        if (snapshot.damage() != null) {
            return Health.down().withDetail("reason", snapshot.damage());
        }
        return snapshot.trouble() == null
                ? Health.up().withDetail("intake", snapshot.intakeDepth())
                : Health.down().withDetail("reason", "the store cannot write: " + snapshot.trouble());
    }
}
