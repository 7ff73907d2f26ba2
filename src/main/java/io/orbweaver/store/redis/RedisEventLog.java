package io.orbweaver.store.redis;

import io.orbweaver.event.EventBatch;
import io.orbweaver.event.EventLog;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.event.OversizedData;
import io.orbweaver.job.JobId;
import io.orbweaver.store.redis.server.Script;
import io.orbweaver.store.redis.server.ScriptArgs;
import io.orbweaver.store.redis.server.ScriptReply;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** The event logs on Redis; a server that syncs before it answers shows nothing that is not durable. */
final class RedisEventLog implements EventLog {

    private final RedisContext context;

    RedisEventLog(RedisContext context) {
        this.context = context;
    }

    @Override
    public Mono<EventBatch> read(JobId job, long after, int typeMask, int eventsMax) {
        return read(job, after, typeMask, eventsMax, false);
    }

    @Override
    public Mono<EventBatch> readWhole(JobId job, long after, int typeMask, int eventsMax) {
        return read(job, after, typeMask, eventsMax, true);
    }

    private Mono<EventBatch> read(JobId job, long after, int typeMask, int eventsMax, boolean whole) {
        return Mono.defer(() -> {
            ScriptArgs args = context.args(job)
                    .add(Math.max(0, after))
                    .add(typeMask)
                    .add(eventsMax)
                    .add(BYTES_MAX)
                    .add(whole ? 1 : 0);
            return context.calls()
                    .read(context.link().step(Script.READ, job, args).filter(answer -> answer.is("ok")))
                    .map(RedisEventLog::batch);
        });
    }

    private static EventBatch batch(ScriptReply answer) {
        long upTo = answer.number(2);
        boolean atTail = upTo >= answer.number(3);
        List<LoggedEvent> events = new ArrayList<>();
        for (int at = 5; at + 3 < answer.size(); at += 4) {
            byte[] stored = answer.bytes(at + 3);
            byte[] json = stored.length == 0 ? answer.bytes(at + 2) : OversizedData.json(stored);
            events.add(new LoggedEvent(answer.number(at), EventType.ofOrdinal((int) answer.number(at + 1)), json));
        }
        return new EventBatch(
                events, upTo, atTail, atTail && JobRecord.state(answer.text(4)).ended());
    }
}
