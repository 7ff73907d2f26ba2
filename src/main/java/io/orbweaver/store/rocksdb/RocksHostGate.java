package io.orbweaver.store.rocksdb;

import io.orbweaver.job.JobId;
import io.orbweaver.politeness.HostGate;
import io.orbweaver.politeness.HostPace;
import io.orbweaver.politeness.HostPolicy;
import io.orbweaver.politeness.Turn;
import io.orbweaver.politeness.TurnAnswer;
import io.orbweaver.politeness.Verdict;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.KeyValues.Rows;
import io.orbweaver.store.rocksdb.database.Keyspace;
import io.orbweaver.url.Host;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;

/**
 * The gate of one instance: a pace for each host in memory, replaced atomically by any thread. Only Retry-After is on
 * disk; a start counts every host as just started, so that nothing else needs to be.
 *
 * <p>A pace that changes nothing any more is forgotten. Past {@link #HOSTS_MAX} that do, new hosts wait.
 */
final class RocksHostGate implements HostGate {

    /** Hosts whose pace is remembered at the same time. */
    static final int HOSTS_MAX = 200_000;

    private static final int SWEEP_EVERY = 1_024;
    private static final Duration FULL_WAIT = Duration.ofSeconds(1);

    private final GroupCommit loop;
    private final InstantSource clock;
    private final Instant started;
    private final Map<Host, HostPace> paces = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicInteger untilSweep = new AtomicInteger(SWEEP_EVERY);

    RocksHostGate(StoreState state, GroupCommit loop) {
        this.loop = loop;
        this.clock = state.clock();
        this.started = clock.instant();
        loadHeld(state);
    }

    private void loadHeld(StoreState state) {
        Instant now = clock.instant();
        byte[] prefix = {'h'};
        Map<Host, Instant> held = state.read(db -> {
            Map<Host, Instant> found = new HashMap<>();
            try (Rows it = db.rows(Family.DEFAULT)) {
                for (it.seek(prefix); it.isValid() && Keyspace.startsWith(it.key(), prefix); it.next()) {
                    String name = new String(it.key(), 1, it.key().length - 1, StandardCharsets.ISO_8859_1);
                    Instant until =
                            Instant.ofEpochMilli(ByteBuffer.wrap(it.value()).getLong());
                    found.put(new Host(name), until);
                }
            }
            return found;
        });
        held.forEach((host, until) -> {
            if (until.isAfter(now)) {
                paces.put(host, HostPace.fresh(started).held(until, now));
                size.incrementAndGet();
            }
        });
    }

    @Override
    public Mono<TurnAnswer> take(Host host, JobId job, HostPolicy policy) {
        return Mono.create(sink -> {
            TurnAnswer answer = takeNow(host, job, policy);
            if (answer instanceof TurnAnswer.Granted granted) {
                sink.onCancel(
                        () -> giveBackNow(granted.turn(), Verdict.UNSPENT)); // called only if the turn was not received
            }
            sink.success(answer);
        });
    }

    private TurnAnswer takeNow(Host host, JobId job, HostPolicy policy) {
        Instant now = clock.instant();
        sweepNowAndThen(now);
        if (size.get() >= HOSTS_MAX && !paces.containsKey(host)) {
            return new TurnAnswer.Wait(now.plus(FULL_WAIT));
        }
        AtomicReference<TurnAnswer> answer = new AtomicReference<>();
        paces.compute(host, (h, present) -> {
            if (present == null) {
                size.incrementAndGet();
            }
            HostPace pace = (present == null ? HostPace.fresh(started) : present).wanted(job, policy);
            HostPace.Taken taken = pace.take(host, now);
            answer.set(taken.answer());
            return taken.pace();
        });
        return answer.get();
    }

    @Override
    public Mono<Turn> begin(Turn turn) {
        return Mono.fromSupplier(() -> {
            Instant now = clock.instant();
            AtomicReference<Turn> begun = new AtomicReference<>(turn.begin(now, now));
            paces.computeIfPresent(turn.host(), (h, pace) -> {
                begun.set(turn.begin(now, pace.lastStart()));
                return pace.begun(now);
            });
            return begun.get();
        });
    }

    @Override
    public Mono<Void> giveBack(Turn turn, Verdict verdict) {
        return Mono.fromRunnable(() -> giveBackNow(turn, verdict));
    }

    private void giveBackNow(Turn turn, Verdict verdict) {
        paces.computeIfPresent(turn.host(), (h, pace) -> pace.finished(turn, verdict, clock.instant()));
    }

    @Override
    public Mono<Void> hold(Host host, Instant until) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            HostPace held = paces.compute(host, (h, present) -> {
                if (present == null) {
                    size.incrementAndGet();
                }
                return (present == null ? HostPace.fresh(started) : present).held(until, now);
            });
            byte[] value = ByteBuffer.allocate(8)
                    .putLong(held.heldUntil().toEpochMilli())
                    .array();
            return loop.durably(batch -> {
                batch.put(Family.DEFAULT, Keyspace.held(host), value);
                return null;
            });
        });
    }

    @Override
    public Mono<Void> leave(Host host, JobId job) {
        return Mono.fromRunnable(() -> paces.computeIfPresent(host, (h, pace) -> pace.left(job)));
    }

    @Override
    public Mono<HostView> host(Host host) {
        return Mono.fromSupplier(() -> paces.get(host)).map(pace -> new HostView(host, pace));
    }

    @Override
    public Mono<List<HostView>> hosts(String after, int limit) {
        return Mono.fromSupplier(() -> paces.entrySet().stream()
                .filter(entry -> entry.getKey().value().compareTo(after) > 0)
                .sorted(Map.Entry.comparingByKey())
                .limit(limit)
                .map(entry -> new HostView(entry.getKey(), entry.getValue()))
                .toList());
    }

    /** Forgets idle hosts, a pass for every so many turns. */
    private void sweepNowAndThen(Instant now) {
        if (untilSweep.decrementAndGet() > 0) {
            return;
        }
        untilSweep.set(Math.max(SWEEP_EVERY, size.get()));
        for (Host host : paces.keySet()) {
            paces.computeIfPresent(host, (h, pace) -> {
                if (!pace.forgettable(now)) {
                    return pace;
                }
                size.decrementAndGet();
                return null;
            });
        }
    }
}
