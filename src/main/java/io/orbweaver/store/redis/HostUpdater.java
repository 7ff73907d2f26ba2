package io.orbweaver.store.redis;

import io.orbweaver.store.redis.server.JobKeys;
import io.orbweaver.store.redis.server.Script;
import io.orbweaver.store.redis.server.ScriptArgs;
import io.orbweaver.url.Host;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * The updates of this instance to one host, one step after the other: each carries all that has come since the one
 * before. It compares and sets the state that was seen last; where another instance came before, what is there by then
 * is taken and all is decided on anew.
 */
final class HostUpdater {

    private static final int AT_ONCE = 256;

    private final Host host;
    private final RedisContext context;
    private final Instant started;
    private final Queue<Waiting<?>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger working = new AtomicInteger();
    private volatile Seen seen;

    /** A state, and its number. */
    private record Seen(long version, HostState state) {}

    /** What a change comes to: the next state, and an answer. */
    record Changed<T>(HostState state, T answer) {}

    /** Changes a state, as often as it takes; must be pure. */
    interface Change<T> {
        Changed<T> apply(HostState state, Instant now);
    }

    private static final class Waiting<T> {
        private final Change<T> change;
        private final MonoSink<T> sink;
        private T answer;

        Waiting(Change<T> change, MonoSink<T> sink, T none) {
            this.change = change;
            this.sink = sink;
            this.answer = none;
        }

        HostState apply(HostState state, Instant now) {
            Changed<T> changed = change.apply(state, now);
            answer = changed.answer();
            return changed.state();
        }

        void succeed() {
            sink.success(answer);
        }
    }

    /** @param started when this instance's gate came up */
    HostUpdater(Host host, RedisContext context, Instant started) {
        this.host = host;
        this.context = context;
        this.started = started;
        this.seen = new Seen(0, HostState.fresh(started));
    }

    /**
     * Changes the state.
     *
     * @param none the answer while there is no other
     */
    <T> Mono<T> change(Change<T> change, T none) {
        return Mono.create(sink -> {
            waiting.add(new Waiting<>(change, sink, none));
            if (working.getAndIncrement() == 0) {
                context.calls().own(work());
            }
        });
    }

    private Mono<Void> work() {
        return Mono.defer(this::step).repeat().takeWhile(more -> more).then();
    }

    /** Takes a step with what waits; whether more has come meanwhile. */
    private Mono<Boolean> step() {
        List<Waiting<?>> group = new ArrayList<>();
        for (Waiting<?> next = waiting.poll(); next != null; next = waiting.poll()) {
            group.add(next);
            if (group.size() == AT_ONCE) {
                break;
            }
        }
        return context.calls()
                .read(step(group, RedisContext.TRIES))
                .doOnSuccess(done -> group.forEach(Waiting::succeed))
                .doOnError(error -> group.forEach(one -> one.sink.error(error)))
                .onErrorComplete()
                .then(Mono.fromSupplier(() -> working.addAndGet(-group.size()) > 0));
    }

    private Mono<Void> step(List<Waiting<?>> group, int tries) {
        Instant now = context.now();
        Seen before = seen;
        HostState state = before.state().at(now);
        state = state.with(state.pace().since(started));
        for (Waiting<?> one : group) {
            state = one.apply(state, now);
        }
        HostState next = state;
        boolean same = before.version() > 0 && next.equals(before.state()); // then it is only looked whether that holds
        ScriptArgs args = new ScriptArgs()
                .add(before.version())
                .add(same ? ScriptArgs.NONE : HostStateCodec.encode(next))
                .add(next.kept(now).toMillis());
        byte[][] keys = {JobKeys.host(host.value())};
        return noted(before).then(context.link().step(Script.HOST, keys, args)).flatMap(answer -> {
            if (answer.is("ok")) {
                seen = new Seen(answer.number(2), next);
                return Mono.empty();
            }
            byte[] there = answer.bytes(3);
            seen = new Seen(
                    answer.number(2),
                    there.length == 0 ? HostState.fresh(started) : HostStateCodec.decode(host, there));
            return tries == 0 ? Mono.error(RedisContext.contended()) : step(group, tries - 1);
        });
    }

    /** The hint by which hosts are listed, before there is a state. */
    private Mono<Void> noted(Seen before) {
        return before.version() > 0
                ? Mono.empty()
                : context.link()
                        .commands()
                        .zadd(JobKeys.HOSTS, 0.0, host.value().getBytes(StandardCharsets.ISO_8859_1))
                        .then();
    }
}
