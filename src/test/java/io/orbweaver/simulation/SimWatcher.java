package io.orbweaver.simulation;

import io.orbweaver.event.EventBatch;
import io.orbweaver.event.LogReader;
import io.orbweaver.event.LogTail;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.store.StoreClient;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** Somebody who follows a job's log: now and then slow, away, and back where it was. */
final class SimWatcher {

    private final SimJob job;
    private final Random random;
    private @Nullable LogReader reader;
    private @Nullable Disposable reading;
    private long upTo;
    boolean over;

    SimWatcher(SimJob job, Random random) {
        this.job = job;
        this.random = random;
    }

    boolean isConnected() {
        return reader != null;
    }

    /** Connects by a process's tail, where it was; reads when time has come. */
    void connect(SimProcess process, LogTail tail) {
        LogReader opened = tail.open(job.id, upTo, StoreClient.ALL, 1 + random.nextInt(10));
        reader = opened;
        read(process, opened);
    }

    private void read(SimProcess process, LogReader present) {
        if (reader != present) {
            return; // it hung up in the meantime
        }
        boolean[] got = {false};
        reading = present.next()
                .map(present::advance)
                .subscribe(
                        batch -> {
                            got[0] = true;
                            took(process, present, batch);
                        },
                        error -> disconnect(),
                        () -> {
                            if (!got[0]) {
                                gone();
                            }
                        });
    }

    private void took(SimProcess process, LogReader present, EventBatch batch) {
        for (LoggedEvent event : batch.events()) {
            job.require(event.seq() == upTo + 1, "a watcher sees every event: " + event.seq() + " after " + upTo);
            job.seen(event);
            upTo = event.seq();
        }
        job.require(batch.upTo() == upTo, "nothing is passed over");
        if (batch.ended()) {
            over = true;
            disconnect();
        } else {
            process.after(
                    random.nextLong(random.nextInt(5) == 0 ? 5_000_000_000L : 20_000_000L),
                    () -> read(process, present));
        }
    }

    private void gone() {
        job.require(job.deleteAsked, "only a deleted job's log is gone");
        over = true;
        disconnect();
    }

    /** Hangs up, or the process is gone. */
    void disconnect() {
        if (reading != null) {
            reading.dispose();
            reading = null;
        }
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    /** The process was killed: nothing is closed. */
    void dropped() {
        reading = null;
        reader = null;
    }
}
