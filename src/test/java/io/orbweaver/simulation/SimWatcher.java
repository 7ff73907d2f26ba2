package io.orbweaver.simulation;

import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.event.EventBatch;
import io.orbweaver.event.LogTail;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.store.StoreClient;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** Somebody who follows a job's log: now and then slow, away, and back where it was. */
final class SimWatcher {

    private final SimJob job;
    private final Random random;
    private final boolean mayBeAway;
    private @Nullable Following following;
    private long upTo;
    boolean over;

    /** @param mayBeAway whether the store may be out of reach */
    SimWatcher(SimJob job, Random random, boolean mayBeAway) {
        this.job = job;
        this.random = random;
        this.mayBeAway = mayBeAway;
    }

    boolean isConnected() {
        return following != null;
    }

    /** Connects by a process's tail, where it was. */
    void connect(SimProcess process, LogTail tail) {
        Following fresh = new Following(process);
        following = fresh;
        tail.follow(job.id, upTo, StoreClient.ALL).subscribe(fresh);
    }

    /** One connection; asks for more when its time has come. */
    private final class Following extends BaseSubscriber<EventBatch> {

        private final SimProcess process;
        private boolean gotEnd;

        Following(SimProcess process) {
            this.process = process;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            request(1);
        }

        @Override
        protected void hookOnNext(EventBatch batch) {
            for (LoggedEvent event : batch.events()) {
                job.require(event.seq() == upTo + 1, "a watcher sees every event: " + event.seq() + " after " + upTo);
                job.seen(event);
                upTo = event.seq();
            }
            job.require(batch.upTo() == upTo, "nothing is passed over");
            gotEnd = batch.ended();
            long pause = random.nextInt(5) == 0 ? 5_000_000_000L : 20_000_000L;
            process.after(random.nextLong(pause), () -> request(1));
        }

        @Override
        protected void hookOnComplete() {
            job.require(gotEnd || job.deleteAsked, "only a deleted job's log is gone");
            over = true;
            following = null;
        }

        @Override
        protected void hookOnError(Throwable error) {
            following = null;
            job.require(
                    mayBeAway && error instanceof StoreUnavailable,
                    "a log can be read whatever the disk does: " + error);
        }
    }

    /** Hangs up. */
    void disconnect() {
        if (following != null) {
            following.cancel();
            following = null;
        }
    }

    /** A process was killed: nothing is closed. */
    void dropped(SimProcess process) {
        if (following != null && following.process == process) {
            following = null;
        }
    }

    /** A process closes what it has of connections. */
    void closed(SimProcess process) {
        if (following != null && following.process == process) {
            disconnect();
        }
    }
}
