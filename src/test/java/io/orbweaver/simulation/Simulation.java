package io.orbweaver.simulation;

import io.orbweaver.commit.Ledger.Moved;
import io.orbweaver.commit.Ledger.Opened;
import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.event.EventBatch;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobState;
import io.orbweaver.job.JobState.Move;
import io.orbweaver.store.StoreClient;
import io.orbweaver.store.rocksdb.SimulatedDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One seed's run: a web, some jobs, and what may happen to a service: crashes at any step, graceful restarts, a full
 * disk, pauses, cancels, deletes, watchers that stall and hang up. In the end everything calms down, and each job must
 * come to its end by itself.
 */
final class Simulation {

    private static final int STEPS_MAX = 2_000_000;
    private static final Duration PATIENCE = Duration.ofDays(3);

    private final SimTrace trace = new SimTrace();
    private final SimClaims claims = new SimClaims();
    private final Random random;
    private final SimTime time;
    private final SimProcess world;
    private final SimWeb web;
    private final SimulatedDisk disk;
    private final SimRules rules;
    private final List<SimJob> jobs = new ArrayList<>();
    private final List<SimWatcher> watchers = new ArrayList<>();
    private @Nullable SimEngine engine;
    private boolean stopping;
    private int actionsLeft;
    private boolean calm;
    private int steps;
    int crashes;
    int restarts;

    Simulation(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        time = new SimTime(random);
        world = new SimProcess(time);
        web = new SimWeb(time, random, this::started);
        disk = new SimulatedDisk(random);
        rules = new SimRules(claims, time, web, jobs);
        int count = 1 + random.nextInt(3);
        SimWorlds.fill(web, random, count);
        for (int i = 0; i < count; i++) {
            jobs.add(new SimJob(i, SimSpecs.spec(web, random, i), claims, web));
        }
        actionsLeft = random.nextInt(30);
    }

    /** Runs to the end; what it throws tells what did not hold, and how it came to that. */
    Simulation run() {
        try {
            jobs.forEach(job -> note("job " + job.number + ": " + SimSpecs.told(job.spec)));
            boot();
            jobs.forEach(job -> world.after(random.nextLong(3_000_000_000L), () -> submit(job)));
            nextAction();
            while (!isDone()) {
                step();
            }
            jobs.forEach(this::checkLog);
            return this;
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(e.getMessage() + "\nat " + time.sinceStart() + ", behind\n" + trace.last(), e);
        }
    }

    long hash() {
        return trace.hash();
    }

    int steps() {
        return steps;
    }

    private void step() {
        require(time.step(), "there is something to do until everything is done");
        claims.check();
        require(++steps < STEPS_MAX, "it does not go on for ever");
        require(time.sinceStart().compareTo(PATIENCE) < 0, "the crawl ends");
        SimEngine present = engine;
        if (present != null) {
            present.simulated.pump();
            rules.check(present);
        }
    }

    private boolean isDone() {
        return calm
                && engine != null
                && jobs.stream().allMatch(job -> job.deleteAsked ? job.deleted : job.id != null && ended(job))
                && watchers.stream().allMatch(watcher -> watcher.over);
    }

    private boolean ended(SimJob job) {
        List<io.orbweaver.event.LoggedEvent> seen = job.seen();
        return !seen.isEmpty() && seen.get(seen.size() - 1).type() == io.orbweaver.event.EventType.END;
    }

    private void note(String what) {
        trace.add(time.sinceStart(), what);
    }

    private void require(boolean holds, String what) {
        claims.require(holds, what);
    }

    private void started(SimWeb.Transfer transfer, SimHost host) {
        note("GET " + transfer.url());
        require(engine != null && transfer.process() == engine.process, "a dead process asks nothing");
        rules.started(transfer, host);
    }

    private void checkLog(SimJob job) {
        if (!job.deleted) {
            List<io.orbweaver.event.LoggedEvent> log = readAll(job);
            new SimVerdict(job, web).check(await(engine.store.jobs().find(job.id)), log, crashes + restarts);
            new SimBodies(job, engine.store.bodies(), this::await).check(job.id, log);
        }
    }

    private List<io.orbweaver.event.LoggedEvent> readAll(SimJob job) {
        List<io.orbweaver.event.LoggedEvent> all = new ArrayList<>();
        EventBatch batch;
        do {
            batch = await(engine.store.eventLog().read(job.id, all.size(), StoreClient.ALL, 100));
            all.addAll(batch.events());
        } while (!batch.atTail());
        return all;
    }

    private <T> T await(Mono<T> mono) {
        List<T> got = new ArrayList<>();
        boolean[] over = {false};
        mono.doFinally(signal -> over[0] = true)
                .subscribe(got::add, error -> require(false, "what is there can be read: " + error));
        while (!over[0]) {
            step();
        }
        require(!got.isEmpty(), "what is there can be read");
        return got.get(0);
    }

    // what happens

    private void boot() {
        note("start");
        try {
            engine = new SimEngine(time, web, disk, this::note);
        } catch (IllegalStateException noRoom) {
            note("does not start: " + noRoom.getMessage());
            require(disk.isFull(), "it starts where there is room: " + noRoom);
            world.after(1_000_000_000L, this::boot);
        }
    }

    private void crash() {
        note("crash");
        crashes++;
        SimEngine dead = engine;
        engine = null;
        stopping = false;
        dead.process.kill();
        disk.crash();
        web.dropped(dead.process);
        watchers.forEach(SimWatcher::dropped);
        world.after(random.nextLong(2_000_000_000L), this::boot);
    }

    private void restart() {
        note("stop");
        restarts++;
        stopping = true;
        SimEngine stopped = engine;
        stopped.crawler
                .stop(Duration.ofSeconds(random.nextInt(21)))
                .subscribe(
                        none -> {},
                        error -> {},
                        () -> world.after(1, () -> {
                            if (engine == stopped) {
                                note("stopped");
                                engine = null;
                                stopping = false;
                                require(stopped.crawler.underWay() == 0, "nothing is under way behind a stop");
                                watchers.forEach(SimWatcher::disconnect);
                                stopped.close();
                                web.dropped(stopped.process);
                                world.after(random.nextLong(1_000_000_000L), this::boot);
                            }
                        }));
    }

    private void submit(SimJob job) {
        SimEngine present = engine;
        if (present == null || stopping) {
            world.after(500_000_000L, () -> submit(job));
            return;
        }
        Mono<Opened> opening = present.desk.submit(
                job.spec, new io.orbweaver.commit.Ledger.IdempotencyKey("job-" + job.number, "same"), null);
        boolean[] answered = {false};
        opening.subscribe(
                opened -> {
                    answered[0] = true;
                    Job first = opened instanceof Opened.Fresh fresh ? fresh.job() : ((Opened.Replayed) opened).job();
                    note("opened " + first.id());
                    job.require(job.id == null || job.id.equals(first.id()), "a repeated submission is the same job");
                    if (job.id == null) { // one watcher each: the order in which several are woken is nobody's promise
                        job.id = first.id();
                        SimWatcher watcher = new SimWatcher(job, random);
                        watchers.add(watcher);
                        reconnect(watcher);
                    }
                },
                error -> {
                    answered[0] = true;
                    require(error instanceof StoreUnavailable, "only the store may refuse: " + error);
                    world.after(500_000_000L, () -> submit(job));
                });
        world.after(60_000_000_000L, () -> {
            if (!answered[0]) {
                require(engine != present, "a submission is answered");
                submit(job);
            }
        });
    }

    private void reconnect(SimWatcher watcher) {
        if (!watcher.over) {
            if (engine != null && !watcher.isConnected()) {
                watcher.connect(engine.process, engine.tail);
            }
            world.after(1 + random.nextLong(4_000_000_000L), () -> reconnect(watcher));
        }
    }

    private void nextAction() {
        world.after(random.nextLong(4_000_000_000L), () -> {
            if (actionsLeft-- > 0) {
                act();
                nextAction();
            } else {
                calm();
            }
        });
    }

    private void act() {
        SimJob job = jobs.get(random.nextInt(jobs.size()));
        switch (random.nextInt(12)) {
            case 0, 1 -> {
                if (engine != null) {
                    crash();
                }
            }
            case 2 -> {
                if (engine != null && !stopping) {
                    restart();
                }
            }
            case 3 -> {
                note("disk full");
                jobs.forEach(each -> each.pauses += 2);
                disk.full(true);
                world.after(random.nextLong(10_000_000_000L), () -> disk.full(false));
            }
            case 4, 5 -> move(job, Move.PAUSE);
            case 6, 7 -> move(job, Move.RESUME);
            case 8 -> {
                move(job, Move.START);
                if (random.nextInt(4) == 0) {
                    move(job, Move.PAUSE);
                    world.after(random.nextLong(3_000_000_000L), () -> move(job, Move.CANCEL));
                }
            }
            case 9 -> {
                if (random.nextInt(4) == 0) {
                    move(job, Move.CANCEL);
                }
            }
            case 10 -> {
                if (random.nextInt(6) == 0) {
                    delete(job);
                }
            }
            default ->
                watchers.stream().skip(random.nextInt(watchers.size() + 1)).forEach(SimWatcher::disconnect);
        }
    }

    private void move(SimJob job, Move move) {
        if (engine == null || stopping || job.id == null) {
            return;
        }
        note(move + " " + job.number);
        job.pauses++;
        if (move != Move.PAUSE) {
            job.paused = false;
        }
        int ask = ++job.asks;
        engine.desk.move(job.id, move).subscribe(moved -> moved(job, move, moved, ask), error -> {
            require(error instanceof StoreUnavailable, "only the store may refuse: " + error);
        });
    }

    private void moved(SimJob job, Move move, Moved moved, int ask) {
        note(move + " " + job.number + " was answered: " + moved.getClass().getSimpleName());
        if (moved instanceof Moved.Ok ok && !job.deleteAsked) {
            job.seen(ok.job());
            if (move == Move.CANCEL) {
                job.cancelled = true;
                job.silentFrom = time.nanos();
            }
            job.paused = move == Move.PAUSE && ask == job.asks;
        } else if (moved instanceof Moved.Unknown) {
            job.require(job.deleteAsked, "only a deleted job is unknown");
        }
    }

    private void delete(SimJob job) {
        if (engine == null || stopping || job.id == null) {
            return;
        }
        note("delete " + job.number);
        job.deleteAsked = true;
        job.paused = false;
        engine.desk
                .delete(job.id)
                .subscribe(
                        found -> {
                            note("deleted " + job.number);
                            job.deleted = true;
                            job.silentFrom = time.nanos();
                        },
                        error -> {});
    }

    /** Everything gets well, and what waits for somebody is set going again and again. */
    private void calm() {
        if (engine == null || stopping || disk.isFull() || engine.simulated.trouble() != null) {
            disk.full(false);
            world.after(500_000_000L, this::calm);
            return;
        }
        note("calm");
        calm = true;
        goOn();
    }

    private void goOn() {
        for (SimJob job : jobs) {
            if (job.deleteAsked) {
                delete(job);
            } else if (job.id != null && !ended(job)) {
                engine.store.jobs().find(job.id).subscribe(present -> {
                    if (present.state() == JobState.CREATED) {
                        move(job, Move.START);
                    } else if (present.state() == JobState.PAUSED) {
                        move(job, Move.RESUME);
                    }
                });
            }
        }
        world.after(20_000_000_000L, this::goOn);
    }
}
