package io.orbweaver.store.redis.server;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.orbweaver.commit.StoreUnavailable;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The present failure of the server, in a sentence, from the first step that failed to the next that did not. */
public final class ServerErrors {

    private static final Logger log = LoggerFactory.getLogger(ServerErrors.class);

    /** By the first word of what the server says. */
    private static final Map<String, String> SENTENCES = Map.ofEntries(
            Map.entry("OOM", "Redis has no memory left: its maxmemory is reached"),
            Map.entry("MISCONF", "Redis cannot write to its disk"),
            Map.entry("READONLY", "Redis is a replica here and takes no writes"),
            Map.entry("LOADING", "Redis is loading what it has on disk"),
            Map.entry("CLUSTERDOWN", "the Redis cluster is down: some of its slots are not served"),
            Map.entry("MASTERDOWN", "the Redis replica has lost its master"),
            Map.entry("NOREPLICAS", "Redis has too few replicas to take writes"),
            Map.entry("BUSY", "Redis is busy with a script"),
            Map.entry("TRYAGAIN", "the Redis cluster is moving slots"),
            Map.entry("UNKILLABLE", "Redis is busy with a script"),
            Map.entry("NOAUTH", "Redis wants a password"),
            Map.entry("WRONGPASS", "Redis does not take the password"),
            Map.entry("NOPERM", "Redis does not permit this user what the store needs"));

    private final AtomicReference<@Nullable String> sentence = new AtomicReference<>();

    /** The present failure, or null. */
    @Nullable
    public String sentence() {
        return sentence.get();
    }

    /** A step was answered. */
    public void none() {
        if (sentence.get() != null && sentence.getAndSet(null) != null) {
            log.info("the store works again");
        }
    }

    /** What a failed step means to its caller; an error that the server did not cause is an internal error. */
    Throwable of(Throwable cause) {
        if (cause instanceof StoreUnavailable || !(cause instanceof RedisException)) {
            return cause;
        }
        String said = say(cause);
        if (said == null) {
            return new IllegalStateException("Redis refuses a step: " + cause.getMessage(), cause);
        }
        if (sentence.getAndSet(said) == null) {
            log.error("the store cannot write; crawling stops until it can: {}", said, cause);
        }
        return new StoreUnavailable("the store is not available: " + said, cause);
    }

    private static @Nullable String say(Throwable cause) {
        if (cause instanceof RedisCommandTimeoutException) {
            return "Redis does not answer in time";
        }
        if (!(cause instanceof RedisCommandExecutionException)) {
            return "Redis cannot be reached: " + cause.getMessage();
        }
        String message = String.valueOf(cause.getMessage());
        for (Map.Entry<String, String> known : SENTENCES.entrySet()) {
            // an error within a script may have other words before it
            if (message.startsWith(known.getKey()) || message.contains("-" + known.getKey() + " ")) {
                return known.getValue();
            }
        }
        return null;
    }
}
