package io.orbweaver.store.redis.server;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.HashMap;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The durability of acknowledged writes, by a server's settings, in a sentence. */
public final class DurabilityLevel {

    private DurabilityLevel() {}

    /** Reads the settings; a server that does not show them is no failure. */
    public static Mono<String> read(RedisLink link) {
        return Flux.just("appendonly", "appendfsync", "maxmemory-policy")
                .concatMap(name -> link.commands().configGet(name))
                .reduce(new HashMap<String, String>(), (all, some) -> {
                    all.putAll(some);
                    return all;
                })
                .map(DurabilityLevel::of)
                .onErrorResume(
                        RedisCommandExecutionException.class,
                        refused ->
                                Mono.just("Redis does not show its settings: what was acknowledged survives a power cut"
                                        + " only where it has appendonly yes and appendfsync always."));
    }

    static String of(Map<String, String> settings) {
        String policy = settings.getOrDefault("maxmemory-policy", "noeviction");
        if (!policy.equals("noeviction")) {
            return "Redis may forget anything: its maxmemory-policy is " + policy + ", and must be noeviction.";
        }
        if (!settings.getOrDefault("appendonly", "no").equals("yes")) {
            return "What was acknowledged is in Redis's memory alone: appendonly is no.";
        }
        return switch (settings.getOrDefault("appendfsync", "everysec")) {
            case "always" -> "What was acknowledged is on disk: appendfsync is always.";
            case "everysec" ->
                "A power cut may take the last second of what was acknowledged: appendfsync is everysec.";
            default -> "A power cut may take what was acknowledged lately: appendfsync is no.";
        };
    }
}
