package io.orbweaver.security;

import io.github.bucket4j.ConsumptionProbe;
import io.orbweaver.security.keys.HeldKey;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;

/**
 * The rate limits of keys: changes at the key's rate, reads at ten times that, twice as much at once. Each answer says
 * how much is left (draft-ietf-httpapi-ratelimit-headers-09, {@code RateLimit} and {@code RateLimit-Policy}). For each
 * instance on its own. Thread-safe.
 */
final class RateLimits {

    private static final int READS_FOR_A_CHANGE = 10;
    private static final int WINDOW_SECONDS = 2;

    private final Buckets<Share> buckets;

    /** Of whom, for what, and how much a second: a key whose rate is changed begins anew. */
    private record Share(String name, boolean change, int perSecond) {

        static Share of(HeldKey key, HttpMethod method) {
            boolean change = !(method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS);
            return new Share(key.name(), change, change ? key.rate() : key.rate() * READS_FOR_A_CHANGE);
        }

        int atOnce() {
            return perSecond * WINDOW_SECONDS;
        }

        String policy() {
            return change ? "\"changes\"" : "\"reads\"";
        }
    }

    RateLimits(InstantSource clock) {
        this.buckets = new Buckets<>(
                clock, share -> new Buckets.Measure(share.atOnce(), share.perSecond(), Duration.ofSeconds(1)));
    }

    /** Counts a request, and says in its answer what is left: null where it may go on, else when it may come again. */
    @Nullable
    Duration count(HeldKey key, ServerWebExchange exchange) {
        Share share = Share.of(key, exchange.getRequest().getMethod());
        ConsumptionProbe probe = buckets.of(share).tryConsumeAndReturnRemaining(1);
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set("RateLimit-Policy", share.policy() + ";q=" + share.atOnce() + ";w=" + WINDOW_SECONDS);
        headers.set(
                "RateLimit",
                share.policy() + ";r=" + probe.getRemainingTokens() + ";t="
                        + Seconds.up(Duration.ofNanos(probe.getNanosToWaitForReset())));
        return probe.isConsumed() ? null : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }
}
