package io.orbweaver.store.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.store.redis.server.JobKeys;
import io.orbweaver.store.redis.server.Script;
import io.orbweaver.store.redis.server.ServerClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * The real engine as a part of a simulation: it does at once what it is asked, and its scripts go by a clock that is
 * set; what they publish is passed on by the simulation. For one thread.
 */
public final class SimulatedServer implements AutoCloseable {

    private static final byte[] CLOCK = JobKeys.bytes("sim:clock");
    private static final byte[] SAID = JobKeys.bytes("sim:said");
    private static final int SAID_MAX = 10_000;
    private static final String HEADER = """
            local function sim_time()
              local t = tonumber(redis.call('GET', 'sim:clock'))
              return {math.floor(t / 1000000), t % 1000000}
            end
            """;

    private final RedisClient client;
    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final Map<String, String> digests = new HashMap<>();
    private final List<SimulatedLink> listening = new ArrayList<>();
    private InstantSource clock = InstantSource.system();
    private long done;

    /** What came of a command. */
    record Result(List<Object> values, RuntimeException error) {}

    /** On a server that nobody else uses. */
    public SimulatedServer(RedisServer server) {
        client = server.newClient();
        connection = client.connect(ByteArrayCodec.INSTANCE);
        for (Script script : Script.values()) {
            String source = HEADER
                    + new String(script.source(), StandardCharsets.US_ASCII)
                            .replace("redis.call('TIME')", "sim_time()")
                            .replace("redis.call('PUBLISH', 'ow:signal',", "redis.call('RPUSH', 'sim:said',");
            digests.put(script.digest(), connection.sync().scriptLoad(source));
        }
    }

    /** Forgets everything, and goes by a clock. */
    public void reset(InstantSource fresh) {
        clock = fresh;
        listening.clear();
        full(false);
        connection.sync().flushall();
    }

    /** From now on there is no memory for writes, or there is again. */
    public void full(boolean now) {
        connection.sync().configSet("maxmemory", now ? "1" : "0");
    }

    /** How many commands it has done. */
    public long done() {
        return done;
    }

    /** A job as it is there; null where it is not. */
    public Job find(JobId id, JobSpec spec) {
        JobRecord record = JobRecord.read(id, spec, connection.sync().hmget(JobKeys.of(id, 'm'), JobRecord.fields()));
        return record == null ? null : record.job();
    }

    void listen(SimulatedLink link) {
        listening.add(link);
    }

    void leave(SimulatedLink link) {
        listening.remove(link);
    }

    /** Does what a method of Lettuce's commands asks. */
    Result execute(Method command, Object[] args) {
        done++;
        long micros = ServerClock.micros(clock.instant());
        if (command.getName().equals("time")) {
            return new Result(List.of(bytes(micros / 1_000_000), bytes(micros % 1_000_000)), null);
        }
        connection.async().set(CLOCK, bytes(micros));
        if (command.getName().equals("evalsha")) {
            args[0] = digests.get((String) args[0]);
        }
        CompletableFuture<List<Object>> answer =
                Flux.from(asked(command, args)).collectList().toFuture();
        RedisFuture<List<byte[]>> said = connection.async().lpop(SAID, SAID_MAX);
        Result result = result(answer);
        pass(said);
        return result;
    }

    private static byte[] bytes(long number) {
        return JobKeys.bytes(Long.toString(number));
    }

    @SuppressWarnings("unchecked") // all of Lettuce's reactive commands give publishers
    private Publisher<Object> asked(Method command, Object[] args) {
        try {
            return (Publisher<Object>) command.invoke(connection.reactive(), args);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Result result(CompletableFuture<List<Object>> answer) {
        try {
            return new Result(answer.join(), null);
        } catch (CompletionException e) {
            return new Result(List.of(), (RuntimeException) e.getCause());
        }
    }

    private void pass(RedisFuture<List<byte[]>> said) {
        try {
            List<byte[]> messages = said.get();
            if (messages != null) {
                messages.forEach(message -> List.copyOf(listening).forEach(link -> link.hear(message)));
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown();
    }
}
