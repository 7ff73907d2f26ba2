package io.orbweaver.simulation;

import io.orbweaver.commit.Ledger.Moved;
import io.orbweaver.commit.Ledger.Opened;
import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.event.EventBatch;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobState;
import io.orbweaver.job.JobState.Move;
import io.orbweaver.store.StoreClient;
import io.orbweaver.store.redis.SimulatedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    private final boolean isShared;
    private final SimStore.Home home;
    private final List<SimInstance> instances = new ArrayList<>();
    private final SimRules rules;
    private final List<SimJob> jobs = new ArrayList<>();
    private final List<SimWatcher> watchers = new ArrayList<>();
    private int actionsLeft;
    private boolean calm;
    private int steps;
    int crashes;
    int restarts;

    /** One instance on the embedded store. */
    Simulation(long seed) {
        this(seed, null);
    }

    /** Several instances on a shared store; one on the embedded store where there is no server. */
    Simulation(long seed, @Nullable SimulatedServer server) {
        isShared = server != null;
        random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        time = new SimTime(random);
        world = new SimProcess(time);
        web = new SimWeb(time, random, this::started);
        home = server == null
                ? new SimDisk(time, random)
                : new SimShared(time, random, server, web::dropped); // others may take over the turns of who sleeps
        rules = new SimRules(claims, time, web, jobs, home);
        for (int i = server == null ? 1 : 2 + random.nextInt(2); i > 0; i--) {
            instances.add(new SimInstance(i, time, web, home, claims, this::note, this::gone));
        }
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
            instances.forEach(SimInstance::boot);
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
        for (SimInstance instance : instances) {
            if (instance.engine != null) {
                instance.engine.home.pump();
                rules.check(instance.engine);
            }
        }
    }

    private boolean isDone() {
        return calm
                && instances.stream().anyMatch(instance -> instance.listening() != null)
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
        require(!transfer.process().isDead(), "a dead process asks nothing");
        rules.started(transfer, host);
    }

    private void checkLog(SimJob job) {
        if (!job.deleted) {
            List<io.orbweaver.event.LoggedEvent> log = readAll(job);
            Job ended = await(anyone().store.jobs().find(job.id));
            new SimVerdict(job, web).check(ended, log, crashes + restarts + home.lapses());
            new SimBodies(job, anyone().store.bodies(), this::await).check(job.id, log);
        }
    }

    private List<io.orbweaver.event.LoggedEvent> readAll(SimJob job) {
        List<io.orbweaver.event.LoggedEvent> all = new ArrayList<>();
        EventBatch batch;
        do {
            batch = await(anyone().store.eventLog().read(job.id, all.size(), StoreClient.ALL, 100));
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

    private void gone(SimProcess process, boolean inOrder) {
        if (inOrder) {
            restarts++;
            watchers.forEach(watcher -> watcher.closed(process));
        } else {
            crashes++;
            watchers.forEach(watcher -> watcher.dropped(process));
        }
        web.dropped(process);
    }

    /** An instance that can be asked for something, by chance; null where there is none. */
    private @Nullable SimEngine anyone() {
        List<SimEngine> there = instances.stream()
                .map(SimInstance::listening)
                .filter(Objects::nonNull)
                .toList();
        return there.isEmpty() ? null : there.get(random.nextInt(there.size()));
    }

    private void submit(SimJob job) {
        SimEngine present = anyone();
        if (present == null) {
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
                        SimWatcher watcher = new SimWatcher(job, random, isShared);
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
                require(present.process.isDead(), "a submission is answered");
                submit(job);
            }
        });
    }

    private void reconnect(SimWatcher watcher) {
        if (!watcher.over) {
            SimEngine present = anyone();
            if (present != null && !watcher.isConnected()) {
                watcher.connect(present.process, present.tail);
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
        switch (random.nextInt(isShared ? 18 : 12)) {
            case 0, 1 -> instances.get(random.nextInt(instances.size())).crash();
            case 2 -> instances.get(random.nextInt(instances.size())).restart();
            case 3, 12, 13, 14, 15, 16, 17 -> trouble();
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

    private void trouble() {
        jobs.forEach(each -> each.pauses += 2);
        note(home.trouble());
    }

    private void move(SimJob job, Move move) {
        SimEngine present = anyone();
        if (present == null || job.id == null) {
            return;
        }
        note(move + " " + job.number);
        job.pauses++;
        if (move != Move.PAUSE) {
            job.paused = false;
        }
        int ask = ++job.asks;
        job.unanswered++;
        present.desk.move(job.id, move).subscribe(moved -> moved(job, move, moved, ask), error -> {
            require(error instanceof StoreUnavailable, "only the store may refuse: " + error);
        });
    }

    private void moved(SimJob job, Move move, Moved moved, int ask) {
        note(move + " " + job.number + " was answered: " + moved.getClass().getSimpleName());
        job.unanswered--;
        if (moved instanceof Moved.Ok ok && !job.deleteAsked) {
            job.told(ok.job());
            if (move == Move.CANCEL) {
                job.cancelled = true;
                job.silentFrom = time.nanos();
            }
            // where some were never answered, they may come about at any time
            job.paused = move == Move.PAUSE && ask == job.asks && (!isShared || job.unanswered == 0);
            job.pausedAt = time.nanos();
        } else if (moved instanceof Moved.Unknown) {
            job.require(job.deleteAsked, "only a deleted job is unknown");
        }
    }

    private void delete(SimJob job) {
        SimEngine present = anyone();
        if (present == null || job.id == null) {
            return;
        }
        note("delete " + job.number);
        job.deleteAsked = true;
        job.paused = false;
        present.desk
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
        if (!instances.stream().allMatch(each -> each.listening() != null && each.engine.home.isWell())) {
            home.heal();
            world.after(500_000_000L, this::calm);
            return;
        }
        note("calm");
        calm = true;
        goOn();
    }

    private void goOn() {
        SimEngine present = anyone();
        for (SimJob job : jobs) {
            if (job.deleteAsked) {
                delete(job);
            } else if (present != null && job.id != null && !ended(job)) {
                present.store.jobs().find(job.id).subscribe(there -> {
                    if (there.state() == JobState.CREATED) {
                        move(job, Move.START);
                    } else if (there.state() == JobState.PAUSED) {
                        move(job, Move.RESUME);
                    }
                });
            }
        }
        world.after(20_000_000_000L, this::goOn);
    }
}
