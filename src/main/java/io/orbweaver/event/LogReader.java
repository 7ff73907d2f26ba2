package io.orbweaver.event;

import io.orbweaver.job.JobId;
import reactor.core.publisher.Mono;

/** One reader's place in a job's log; for one subscriber at a time. */
final class LogReader {

    private final JobId job;
    private final int typeMask;
    private final EventLog log;
    private final ChangeNotifier notifier;
    private LogPosition position;
    private boolean over;

    LogReader(JobId job, long after, int typeMask, EventLog log, ChangeNotifier notifier) {
        this.job = job;
        this.position = LogPosition.after(after);
        this.typeMask = typeMask;
        this.log = log;
        this.notifier = notifier;
    }

    /** Reads the next batch: at once if there is more, else when the log has grown. Cold. Empty if the job is gone. */
    Mono<EventBatch> next() {
        return Mono.defer(() -> position.atTail() ? notifier.wokenSince(position.wakeups()) : Mono.empty())
                .then(Mono.defer(() -> {
                    long before = notifier.wakeups();
                    return log.read(job, position.upTo(), typeMask, EventLog.EVENTS_MAX)
                            .doOnNext(batch -> advance(batch.position(before)));
                }))
                .switchIfEmpty(Mono.fromRunnable(() -> over = true));
    }

    private void advance(LogPosition next) {
        position = next;
        over = next.ended();
    }

    /** Whether the log's end was read, or the job is gone. */
    boolean isOver() {
        return over;
    }
}
