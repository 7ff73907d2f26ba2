package io.orbweaver.security;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The writer of refusals, which also reports them to the listener that counts them. Thread-safe. */
final class Refusals {

    private final RefusalListener listener;

    Refusals(RefusalListener listener) {
        this.listener = listener;
    }

    Mono<Void> answer(Refusal refusal, ServerWebExchange exchange) {
        return answer(refusal, exchange, null);
    }

    /** @param retryAfter when it may be tried again, or null */
    Mono<Void> answer(Refusal refusal, ServerWebExchange exchange, @Nullable Duration retryAfter) {
        return Mono.defer(() -> {
            listener.refused(refusal.kind());
            return refusal.answer(exchange, retryAfter);
        });
    }
}
