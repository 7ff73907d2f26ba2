package io.orbweaver.simulation;

import io.orbweaver.job.Job;
import io.orbweaver.store.base.Store;
import io.orbweaver.store.base.StoreLimits;
import io.orbweaver.store.redis.RedisStore;
import io.orbweaver.store.redis.SimulatedLink;
import io.orbweaver.store.redis.SimulatedServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The shared store's home: the real engine, with instances that each reach it by a network of their own. It ends,
 * sleeps and runs out of memory; networks break; instances sleep past their leases.
 */
final class SimShared implements SimStore.Home {

    private static final StoreLimits LIMITS = new StoreLimits(1_000, 8 << 20, 16 << 20);
    private static final long ANSWER_NANOS_MAX = 500_000;
    private static final long SECOND = 1_000_000_000L;
    private static final long TROUBLE_NANOS_MAX = 16 * SECOND;
    /** What was lost by then has lapsed: leases after 10 s, found to have by the beat after that. */
    private static final long SETTLED_NANOS = 20 * SECOND;

    private static final int LOOK_EVERY = 8;
    private static final int STEPS_MAX = 1_000;

    private final SimTime time;
    private final Random random;
    private final SimProcess network;
    private final SimulatedServer server;
    private final List<Instance> instances = new ArrayList<>();
    private final List<Runnable> late = new ArrayList<>();
    private final Consumer<SimProcess> froze;
    private boolean sleeps;
    private long quietFrom;
    private long lookedAt;
    private int lapses;

    /** @param froze is told of each process that begins to sleep */
    SimShared(SimTime time, Random random, SimulatedServer server, Consumer<SimProcess> froze) {
        this.time = time;
        this.random = random;
        this.server = server;
        this.froze = froze;
        this.network = new SimProcess(time);
        server.reset(time);
    }

    /** A request is there: it is done at once, or when the server wakes. */
    void arrives(Runnable request) {
        if (sleeps) {
            late.add(request);
        } else {
            request.run();
        }
    }

    @Override
    public void open(SimProcess process, Consumer<SimStore> opened, Consumer<String> refused) {
        SimWire wire = new SimWire(time, network, process, this);
        SimulatedLink link = new SimulatedLink(server, wire);
        long off = random.nextLong(1_000 * SECOND);
        InstantSource monotonic = () -> time.instant().plusNanos(off);
        Instance instance = new Instance(process, wire, link);
        instances.add(instance);
        link.open(monotonic, random, LIMITS, process.scheduler(ANSWER_NANOS_MAX), process.scheduler(0))
                .subscribe(
                        store -> {
                            instance.store = store;
                            opened.accept(instance);
                        },
                        error -> {
                            instances.remove(instance);
                            link.close();
                            refused.accept(error.toString());
                        });
    }

    @Override
    public String trouble() {
        lapses++;
        long nanos = 1 + random.nextLong(TROUBLE_NANOS_MAX);
        quietFrom = Math.max(quietFrom, time.nanos() + nanos + SETTLED_NANOS);
        String what = switch (random.nextInt(6)) {
            case 0 -> {
                instances.forEach(instance -> instance.reset(nanos));
                yield "the store is away";
            }
            case 1 -> {
                sleeps = true;
                network.after(nanos, this::wake);
                yield "the store sleeps";
            }
            case 2 -> {
                server.full(true);
                network.after(nanos, () -> server.full(false));
                yield "the store is full";
            }
            case 3 -> ofOne(instance -> instance.reset(nanos), "its connection breaks");
            case 4 -> ofOne(instance -> instance.wire.swallow(nanos), "its network swallows");
            default -> ofOne(instance -> freeze(instance, nanos), "it sleeps");
        };
        return what + " for " + Duration.ofNanos(nanos);
    }

    private String ofOne(Consumer<Instance> befalls, String what) {
        if (instances.isEmpty()) {
            return "nothing";
        }
        int which = random.nextInt(instances.size());
        befalls.accept(instances.get(which));
        return "instance " + which + ": " + what;
    }

    private void freeze(Instance instance, long nanos) {
        instance.process.freeze(nanos);
        froze.accept(instance.process);
    }

    private void wake() {
        sleeps = false;
        List<Runnable> requests = List.copyOf(late);
        late.clear();
        requests.forEach(Runnable::run);
    }

    @Override
    public void heal() {
        server.full(false);
        wake();
        instances.forEach(instance -> instance.wire.heal());
    }

    @Override
    public int lapses() {
        return lapses;
    }

    @Override
    public boolean isQuiet() {
        return time.nanos() > quietFrom;
    }

    /** A start is written down before it is done: by a request and its answer, and the clock's own two ways. */
    @Override
    public long skewNanos() {
        return 4 * SimWire.WAY_NANOS_MAX + 2 * ANSWER_NANOS_MAX;
    }

    private final class Instance implements SimStore {

        private final SimProcess process;
        private final SimWire wire;
        private final SimulatedLink link;
        private RedisStore store;

        Instance(SimProcess process, SimWire wire, SimulatedLink link) {
            this.process = process;
            this.wire = wire;
            this.link = link;
        }

        void reset(long nanos) {
            wire.reset(nanos);
            process.after(0, link::reset);
        }

        @Override
        public Store store() {
            return store;
        }

        @Override
        public void pump() {}

        @Override
        public void check(SimClaims claims, Iterable<SimJob> jobs) {
            claims.require(store.status().snapshot().intakeDepth() < STEPS_MAX, "what waits for the store is bounded");
            if (server.done() - lookedAt >= LOOK_EVERY) {
                lookedAt = server.done();
                for (SimJob job : jobs) {
                    Job there = job.id == null ? null : server.find(job.id, job.spec);
                    if (there != null) {
                        job.seen(there);
                    }
                }
            }
        }

        @Override
        public boolean isWell() {
            return !process.isFrozen()
                    && wire.isWell()
                    && !sleeps
                    && store.status().snapshot().trouble() == null;
        }

        @Override
        public void close(Runnable closed) {
            SimulatedLink.close(store).subscribe(none -> {}, error -> {}, () -> {
                instances.remove(this);
                closed.run();
            });
        }

        @Override
        public void died() {
            lapses++;
            quietFrom = Math.max(quietFrom, time.nanos() + SETTLED_NANOS);
            instances.remove(this);
            link.close();
        }
    }
}
