package io.orbweaver.simulation;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A place where an instance runs: it is started, stopped and killed there, again and again. */
final class SimInstance {

    final int number;
    private final SimTime time;
    private final SimProcess world;
    private final SimWeb web;
    private final SimStore.Home home;
    private final SimClaims claims;
    private final Consumer<String> note;
    /** Is told of a process that is gone, and whether it had closed what it had. */
    private final Gone gone;

    @Nullable
    SimEngine engine;

    private boolean stopping;

    interface Gone {
        void gone(SimProcess process, boolean inOrder);
    }

    SimInstance(
            int number,
            SimTime time,
            SimWeb web,
            SimStore.Home home,
            SimClaims claims,
            Consumer<String> note,
            Gone gone) {
        this.number = number;
        this.time = time;
        this.world = new SimProcess(time);
        this.web = web;
        this.home = home;
        this.claims = claims;
        this.note = what -> note.accept(number + ": " + what);
        this.gone = gone;
    }

    /** Whether it can be asked for something. */
    @Nullable
    SimEngine listening() {
        SimEngine present = engine;
        return present == null || stopping || present.process.isFrozen() ? null : present;
    }

    void boot() {
        note.accept("start");
        SimProcess process = new SimProcess(time);
        home.open(process, store -> engine = new SimEngine(process, store, time, web, note), why -> {
            note.accept("does not start: " + why);
            process.kill();
            world.after(1_000_000_000L, this::boot);
        });
    }

    void crash() {
        SimEngine dead = engine;
        if (dead == null) {
            return;
        }
        note.accept("crash");
        engine = null;
        stopping = false;
        dead.process.kill();
        dead.home.died();
        gone.gone(dead.process, false);
        world.after(time.random().nextLong(2_000_000_000L), this::boot);
    }

    void restart() {
        SimEngine stopped = listening();
        if (stopped == null) {
            return;
        }
        note.accept("stop");
        stopping = true;
        stopped.crawler
                .stop(Duration.ofSeconds(time.random().nextInt(21)))
                .subscribe(none -> {}, error -> {}, () -> world.after(1, () -> stopped(stopped)));
    }

    private void stopped(SimEngine stopped) {
        if (engine == stopped) {
            note.accept("stopped");
            claims.require(stopped.crawler.underWay() == 0, "nothing is under way behind a stop");
            engine = null;
            stopping = false;
            stopped.close(() -> {
                gone.gone(stopped.process, true);
                world.after(time.random().nextLong(1_000_000_000L), this::boot);
            });
        }
    }
}
