package io.orbweaver.store.redis;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.orbweaver.store.base.StoreLimits;
import io.orbweaver.store.redis.server.RedisLink;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * One instance's way to a simulated server: requests and answers take their time, each in order, and may be lost. What
 * Lettuce does when they are is done here: time-outs, and refusals while there is no connection. For one thread.
 */
public final class SimulatedLink implements RedisLink {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final SimulatedServer server;
    private final Wire wire;
    private final Set<Call> underWay = new LinkedHashSet<>();
    private final RedisClusterReactiveCommands<byte[], byte[]> commands;
    private Consumer<byte[]> heard = message -> {};

    /** The network between an instance and the server. */
    public interface Wire {

        /** Whether it is connected. */
        boolean isUp();

        /** Has something arrive at the server, unless it is lost. */
        void toServer(Runnable arrives);

        /** Has something arrive at the instance, unless it is lost. */
        void toInstance(Runnable arrives);

        /** Has something done by the instance later. */
        Disposable after(Duration delay, Runnable action);
    }

    @SuppressWarnings("unchecked") // a proxy has no type parameters
    public SimulatedLink(SimulatedServer server, Wire wire) {
        this.server = server;
        this.wire = wire;
        this.commands = (RedisClusterReactiveCommands<byte[], byte[]>) Proxy.newProxyInstance(
                SimulatedLink.class.getClassLoader(),
                new Class<?>[] {RedisClusterReactiveCommands.class},
                (proxy, method, args) -> asked(method, args == null ? new Object[0] : args));
    }

    /** Opens a store by this way, which beats. */
    public Mono<RedisStore> open(
            InstantSource monotonic, Random random, StoreLimits limits, Scheduler scheduler, Scheduler timer) {
        return RedisStore.opening(this, monotonic, null, random, limits, scheduler)
                .map(store -> store.beating(timer));
    }

    /** Closes a store in order; what cannot be given back lapses. */
    public static Mono<Void> close(RedisStore store) {
        return store.letGo().onErrorComplete().then(Mono.fromRunnable(store::abandon));
    }

    private Object asked(Method command, Object[] args) {
        if (command.getReturnType() == Mono.class) {
            return Mono.create(sink -> {
                Call call = new Call(
                        values -> {
                            if (values.isEmpty()) {
                                sink.success();
                            } else {
                                sink.success(values.get(0));
                            }
                        },
                        sink::error);
                sink.onDispose(call::over);
                call.begin(command, args.clone());
            });
        }
        return Flux.create(sink -> {
            Call call = new Call(
                    values -> {
                        values.forEach(sink::next);
                        sink.complete();
                    },
                    sink::error);
            sink.onDispose(call::over);
            call.begin(command, args.clone());
        });
    }

    /** One command under way. */
    private final class Call {

        private final Consumer<List<Object>> done;
        private final Consumer<Throwable> failed;
        private Disposable timeout = () -> {};
        private boolean over;

        Call(Consumer<List<Object>> done, Consumer<Throwable> failed) {
            this.done = done;
            this.failed = failed;
        }

        void begin(Method command, Object[] args) {
            if (!wire.isUp()) {
                wire.after(Duration.ZERO, () -> fail(new RedisException("not connected")));
                return;
            }
            underWay.add(this);
            timeout = wire.after(TIMEOUT, () -> fail(new RedisCommandTimeoutException("no answer in time")));
            wire.toServer(() -> {
                SimulatedServer.Result result = server.execute(command, args);
                wire.toInstance(() -> answered(result));
            });
        }

        private void answered(SimulatedServer.Result result) {
            if (result.error() != null) {
                fail(result.error());
            } else if (!over) {
                over();
                done.accept(result.values());
            }
        }

        void fail(RuntimeException error) {
            if (!over) {
                over();
                failed.accept(error);
            }
        }

        void over() {
            over = true;
            timeout.dispose();
            underWay.remove(this);
        }
    }

    /** The connection broke: what was under way fails, whether it was done or not. */
    public void reset() {
        List.copyOf(underWay).forEach(call -> call.fail(new RedisException("connection reset")));
    }

    void hear(byte[] message) {
        wire.toInstance(() -> heard.accept(message));
    }

    @Override
    public RedisClusterReactiveCommands<byte[], byte[]> commands() {
        return commands;
    }

    @Override
    public Mono<Void> listen(Consumer<byte[]> listener) {
        return Mono.fromRunnable(() -> {
            heard = listener;
            server.listen(this);
        });
    }

    @Override
    public void close() {
        server.leave(this);
    }
}
