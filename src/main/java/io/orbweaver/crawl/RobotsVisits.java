package io.orbweaver.crawl;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.crawl.TransferTrace.Purpose;
import io.orbweaver.crawl.schedule.HostResult;
import io.orbweaver.crawl.schedule.HostTask;
import io.orbweaver.crawl.schedule.ScheduleEvent;
import io.orbweaver.fetch.BodySink;
import io.orbweaver.fetch.FetchRequest;
import io.orbweaver.fetch.FetchSlots.Slot;
import io.orbweaver.fetch.Fetched;
import io.orbweaver.fetch.Transfers;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.politeness.HostPolicy;
import io.orbweaver.politeness.TurnAnswer;
import io.orbweaver.robots.OriginRobots;
import io.orbweaver.robots.RobotsCache;
import io.orbweaver.robots.RobotsRules;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Host;
import io.orbweaver.url.Origin;
import io.orbweaver.url.UrlResolver;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Fetches robots.txt, once for an origin however many want it: one hop for each attempt, under the slot and the turn of
 * the host that is asked. A redirect or a retry is remembered, and is the next attempt.
 */
final class RobotsVisits {

    private static final Logger log = LoggerFactory.getLogger(RobotsVisits.class);
    private static final int REDIRECTS_MAX = 5;
    private static final int RETRIES = 2;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int REMEMBERED_MAX = 10_000;

    private final Dispatcher dispatcher;
    private final HostTurns turns;
    private final Transfers fetcher;
    private final RobotsCache cache;
    private final CrawlListener listener;
    private final TransferTrace trace;
    private final InstantSource clock;
    private final String productToken;
    private final Cache<Origin, Ask> asks = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .executor(Runnable::run)
            .build();

    /**
     * Where an origin's robots.txt is to be asked for next.
     *
     * @param target the URL
     * @param redirects followed so far
     * @param retries made so far
     */
    private record Ask(CanonicalUrl target, int redirects, int retries) {}

    RobotsVisits(Dispatcher dispatcher, HostTurns turns, CrawlPorts ports) {
        this.dispatcher = dispatcher;
        this.turns = turns;
        this.fetcher = ports.fetcher();
        this.cache = ports.robots();
        this.listener = ports.listener();
        this.trace = ports.trace();
        this.clock = ports.clock();
        this.productToken = ports.productToken();
    }

    /** The attempt; cold, empty, free of errors. */
    Mono<Void> of(ActiveJob job, HostTask task, Slot slot, Origin origin) {
        return turns.with(() -> new Attempt(job, task, slot, origin), this::run, this::end);
    }

    /** A body in memory; the request bounds its length. */
    private static final class BufferedBody implements BodySink {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public void accept(byte[] bytes, int offset, int length) {
            kept.write(bytes, offset, length);
        }

        @Override
        public void complete() {}

        byte[] bytes() {
            return kept.toByteArray();
        }
    }

    /** One attempt, and what it holds. */
    private static final class Attempt extends HostTurns.Held {
        private final Origin origin;
        private Ask ask;
        private Instant waitUntil = Instant.MIN;

        Attempt(ActiveJob job, HostTask task, Slot slot, Origin origin) {
            super(job, task, slot);
            this.origin = origin;
            this.ask = new Ask(CanonicalUrl.ofCanonical(origin + "/robots.txt"), 0, 0);
        }
    }

    private Mono<Void> run(Attempt attempt) {
        Ask remembered = asks.getIfPresent(attempt.origin);
        if (remembered != null) {
            attempt.ask = remembered;
        }
        Host host = attempt.ask.target().host();
        HostPolicy policy = new HostPolicy(
                attempt.job.job().spec().perHost(), attempt.job.job().spec().delay());
        return turns.take(attempt, host, policy)
                .flatMap(answer -> {
                    if (answer instanceof TurnAnswer.Wait wait) {
                        attempt.waitUntil = wait.until();
                        return Mono.empty();
                    }
                    if (answer instanceof TurnAnswer.Dead dead) {
                        settle(
                                attempt.origin,
                                new OriginRobots.Failed(Verdicts.kindOf(dead.verdict()), "the host did not answer"));
                        return Mono.empty();
                    }
                    return turns.begin(attempt).flatMap(begun -> fetch(attempt));
                })
                .onErrorResume(StoreUnavailable.class, later -> {
                    attempt.waitUntil = clock.instant().plus(RETRY_AFTER);
                    dispatcher.on(new ScheduleEvent.StoreFailed(attempt.task.job()));
                    return Mono.empty();
                })
                .onErrorResume(error -> {
                    log.error("robots.txt of {} could not be fetched: internal error", attempt.origin, error);
                    listener.internalError();
                    settle(attempt.origin, new OriginRobots.Failed(FailureKind.INTERNAL, "an error of the crawler"));
                    return Mono.empty();
                });
    }

    private Mono<Void> fetch(Attempt attempt) {
        BufferedBody body = new BufferedBody();
        Duration timeout = attempt.job.job().spec().timeout();
        FetchRequest request = new FetchRequest(attempt.ask.target(), Map.of(), timeout, RobotsRules.BYTES_MAX, true);
        Ask ask = attempt.ask;
        Mono<Fetched> hop = trace.of(
                fetcher.fetch(request, head -> body),
                attempt.job.id(),
                ask.target(),
                Purpose.ROBOTS,
                ask.retries() + 1);
        return hop.flatMap(fetched -> {
            listener.fetched(fetched);
            decide(attempt, fetched, body);
            return turns.ended(attempt, attempt.ask.target().host(), fetched).onErrorComplete(StoreUnavailable.class);
        });
    }

    private void decide(Attempt attempt, Fetched fetched, BufferedBody body) {
        Ask ask = attempt.ask;
        if (fetched instanceof Fetched.Response) {
            settle(
                    attempt.origin,
                    new OriginRobots.Known(RobotsRules.parse(attempt.origin, body.bytes(), productToken)));
        } else if (fetched instanceof Fetched.Redirect redirect) {
            CanonicalUrl next =
                    UrlResolver.resolve(ask.target(), redirect.location()).urlOrNull();
            if (next == null || !next.isHttp() || ask.redirects() >= REDIRECTS_MAX) {
                settle(attempt.origin, new OriginRobots.Failed(FailureKind.REDIRECT, "endless or bad redirects"));
            } else {
                asks.put(attempt.origin, new Ask(next, ask.redirects() + 1, ask.retries()));
            }
        } else if (fetched instanceof Fetched.Refused refused) {
            int status = refused.head().status();
            boolean passing = FailureKind.retryableStatus(status);
            if (!(passing && retry(attempt))) {
                settle(
                        attempt.origin,
                        status < 500 ? new OriginRobots.Known(RobotsRules.ALLOW_ALL) : new OriginRobots.Unreachable());
            }
        } else if (fetched instanceof Fetched.Failed failed && !(failed.kind().retryable() && retry(attempt))) {
            settle(attempt.origin, new OriginRobots.Failed(failed.kind(), failed.message()));
        }
    }

    private boolean retry(Attempt attempt) {
        Ask ask = attempt.ask;
        if (ask.retries() >= RETRIES) {
            return false;
        }
        asks.put(attempt.origin, new Ask(ask.target(), ask.redirects(), ask.retries() + 1));
        attempt.waitUntil = clock.instant().plus(RETRY_AFTER);
        return true;
    }

    private void settle(Origin origin, OriginRobots robots) {
        asks.invalidate(origin);
        cache.put(origin, robots);
    }

    /** Notifies those that wait, and releases the host. */
    private Mono<Void> end(Attempt attempt) {
        return Mono.fromRunnable(() -> {
            dispatcher.on(new ScheduleEvent.RobotsFetched(attempt.origin));
            if (attempt.waitUntil.equals(Instant.MIN)) {
                turns.release(attempt, new HostResult.TryAgain());
            } else {
                turns.await(attempt, attempt.ask.target().host(), attempt.waitUntil);
            }
        });
    }
}
