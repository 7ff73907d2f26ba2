package io.orbweaver.store.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.orbweaver.body.Bodies;
import io.orbweaver.commit.Ledger;
import io.orbweaver.commit.StoreRefused;
import io.orbweaver.commit.StoreStatus;
import io.orbweaver.event.EventLog;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.job.Jobs;
import io.orbweaver.politeness.HostGate;
import io.orbweaver.store.base.Store;
import io.orbweaver.store.base.StoreLimits;
import io.orbweaver.store.base.StoreSignals;
import io.orbweaver.store.redis.server.InFlightCalls;
import io.orbweaver.store.redis.server.LettuceLink;
import io.orbweaver.store.redis.server.RedisLink;
import io.orbweaver.store.redis.server.Script;
import io.orbweaver.store.redis.server.ServerClock;
import io.orbweaver.store.redis.server.ServerErrors;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The shared store, as one instance has it: connected, wired and closed as one. */
public final class RedisStore implements Store {

    private static final Logger log = LoggerFactory.getLogger(RedisStore.class);
    private static final int THREADS = 2;
    private static final int ANSWERS_WAITING_MAX = 100_000;
    private static final int QUEUE_MAX = 32_768; // commands under way on one connection
    /** From one try to connect to the next; Lettuce's own is 30 s. */
    private static final Duration RECONNECT_MAX = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RedisLink link;
    private final Scheduler scheduler;
    private final ServerErrors errors = new ServerErrors();
    private final InFlightCalls calls;
    private final RedisContext context;
    private final BodyTotal bodyTotal;
    private final RedisJobs jobs;
    private final RedisLedger ledger;
    private final RedisFrontier frontier;
    private final RedisHostGate gate;
    private final RedisEventLog eventLog;
    private final RedisBodies bodies;
    private final Heartbeat heartbeat;

    private RedisStore(
            RedisLink link,
            ServerClock server,
            @Nullable InstantSource set,
            RandomGenerator random,
            StoreLimits limits,
            Scheduler scheduler) {
        this.link = link;
        this.scheduler = scheduler;
        this.calls = new InFlightCalls(scheduler, errors);
        this.context = new RedisContext(
                link,
                calls,
                Long.toHexString(random.nextLong()),
                set == null ? server : set,
                set,
                new HeldLeases(),
                new StoreSignals(),
                limits);
        this.bodyTotal = new BodyTotal(link, limits.bodiesMax());
        this.jobs = new RedisJobs(context, bodyTotal);
        OwnedJobs owned = new OwnedJobs(context, jobs);
        StateTransitions transitions = new StateTransitions(context, jobs, owned);
        KnownUrls known = new KnownUrls(context);
        CommitScript visits = new CommitScript(context, jobs, transitions, known, bodyTotal);
        this.ledger = new RedisLedger(context, jobs, transitions, owned, visits, bodyTotal, random);
        this.frontier = new RedisFrontier(context, transitions, known);
        this.gate = new RedisHostGate(context);
        this.eventLog = new RedisEventLog(context);
        this.bodies = new RedisBodies(context);
        this.heartbeat = new Heartbeat(context, jobs, transitions, gate, server, bodyTotal, errors);
    }

    /** What a client must have set, besides what an operator says: commands fail at once while it is not connected. */
    public static <B extends ClientOptions.Builder> B bounded(B options) {
        options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(QUEUE_MAX)
                .timeoutOptions(TimeoutOptions.enabled())
                .publishOnScheduler(true); // answers are processed off the event loop
        return options;
    }

    /** What a client's resources must have set: a server that was away for long is found soon after it is back. */
    public static ClientResources.Builder reconnecting(ClientResources.Builder resources) {
        return resources.reconnectDelay(
                Delay.exponential(Duration.ofMillis(1), RECONNECT_MAX, 2, TimeUnit.MILLISECONDS));
    }

    /**
     * Opens the store on one server; blocks while it connects.
     *
     * @param client has options that are {@link #bounded}; it stays the caller's own, to be closed after the store
     * @param monotonic a clock that never jumps, with any origin: the store goes by the server's time
     * @param random names the instance, and makes job ids
     * @param limits how much of everything there may be
     * @param timer runs a heartbeat every three seconds
     * @throws StoreRefused with a sentence for the operator, where it cannot be used
     */
    public static RedisStore open(
            RedisClient client, InstantSource monotonic, RandomGenerator random, StoreLimits limits, Scheduler timer) {
        return open(LettuceLink.to(client), monotonic, null, random, limits, answering())
                .beating(timer);
    }

    /** The same on a cluster. */
    public static RedisStore open(
            RedisClusterClient client,
            InstantSource monotonic,
            RandomGenerator random,
            StoreLimits limits,
            Scheduler timer) {
        return open(LettuceLink.to(client), monotonic, null, random, limits, answering())
                .beating(timer);
    }

    /** Where answers are worked out. */
    static Scheduler answering() {
        return Schedulers.newBoundedElastic(THREADS, ANSWERS_WAITING_MAX, "store");
    }

    /**
     * The same without a heartbeat.
     *
     * @param set the time that everything goes by instead of the server's; null for the server's
     * @param scheduler where answers are worked out; ends with the store
     */
    static RedisStore open(
            RedisLink link,
            InstantSource monotonic,
            @Nullable InstantSource set,
            RandomGenerator random,
            StoreLimits limits,
            Scheduler scheduler) {
        log.debug("the store has {} scripts", Script.load());
        try {
            return Objects.requireNonNull(
                    opening(link, monotonic, set, random, limits, scheduler).block(PATIENCE));
        } catch (RuntimeException e) {
            link.close();
            scheduler.dispose();
            throw RedisLink.refused(e);
        }
    }

    /** The same as it comes about, without blocking. */
    static Mono<RedisStore> opening(
            RedisLink link,
            InstantSource monotonic,
            @Nullable InstantSource set,
            RandomGenerator random,
            StoreLimits limits,
            Scheduler scheduler) {
        ServerClock server = new ServerClock(monotonic);
        return server.set(link).then(Mono.defer(() -> {
            RedisStore store = new RedisStore(link, server, set, random, limits, scheduler);
            return new SignalSubscriber(store.context, store.jobs, scheduler)
                    .listen()
                    .then(store.heartbeat())
                    .thenReturn(store);
        }));
    }

    /** Starts the heartbeat. */
    RedisStore beating(Scheduler timer) {
        heartbeat.start(timer);
        return this;
    }

    /** Renews what this instance holds, and takes back what was not renewed. */
    Mono<Void> heartbeat() {
        return heartbeat.runOnce();
    }

    @Override
    public Jobs jobs() {
        return jobs;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Frontier frontier() {
        return frontier;
    }

    @Override
    public HostGate hostGate() {
        return gate;
    }

    @Override
    public EventLog eventLog() {
        return eventLog;
    }

    @Override
    public Bodies bodies() {
        return bodies;
    }

    @Override
    public InstantSource clock() {
        return context.clock();
    }

    @Override
    public StoreStatus status() {
        return () -> {
            Heartbeat.Tally tally = heartbeat.tally();
            return new StoreStatus.Snapshot(
                    errors.sentence(),
                    calls.count(),
                    tally.running(),
                    tally.paused(),
                    tally.queued(),
                    bodyTotal.total(),
                    bodyTotal.max(),
                    heartbeat.promise());
        };
    }

    @Override
    public void close() {
        heartbeat.stop();
        try {
            letGo().block(PATIENCE);
        } catch (RuntimeException e) {
            log.warn("leases of this instance could not be returned and will expire: {}", e.getMessage());
        }
        abandon();
    }

    /** Returns what this instance holds. */
    Mono<Void> letGo() {
        return calls.read(frontier.recallNow().then(gate.giveBackAll()));
    }

    /** Closes as a process does that dies: what it held expires. */
    void abandon() {
        heartbeat.stop();
        calls.close();
        link.close();
        scheduler.dispose();
    }
}
