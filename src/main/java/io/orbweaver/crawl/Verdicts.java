package io.orbweaver.crawl;

import io.orbweaver.fetch.Fetched;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.politeness.HostGate;
import io.orbweaver.politeness.RetryAfter;
import io.orbweaver.politeness.Verdict;
import io.orbweaver.url.Host;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** What a transfer's end says about its host. */
final class Verdicts {

    private Verdicts() {}

    static Verdict of(Fetched fetched) {
        if (fetched instanceof Fetched.Failed failed) {
            return of(failed.kind());
        }
        boolean throttled = fetched instanceof Fetched.Refused refused
                && (refused.head().status() == 429 || refused.head().status() == 503);
        return throttled ? Verdict.THROTTLED : Verdict.ANSWERED;
    }

    /** Holds a host that sent Retry-After with 429 or 503, durably (RFC 9110 §10.2.3). */
    static Mono<Void> hold(HostGate gate, Host host, Fetched fetched, InstantSource clock) {
        if (of(fetched) != Verdict.THROTTLED || !(fetched instanceof Fetched.Refused refused)) {
            return Mono.empty();
        }
        String field = refused.head().retryAfter();
        Optional<Instant> until = field == null ? Optional.empty() : RetryAfter.parse(field, clock.instant());
        return until.map(instant -> gate.hold(host, instant)).orElse(Mono.empty());
    }

    private static Verdict of(FailureKind kind) {
        return switch (kind) {
            case DNS -> Verdict.NO_NAME;
            case CONNECT -> Verdict.NO_CONNECTION;
            case TLS -> Verdict.NO_TLS;
            case TIMEOUT -> Verdict.TIMED_OUT;
            case BROKEN -> Verdict.BROKEN;
            case FORBIDDEN_ADDRESS -> Verdict.UNSPENT;
            case HTTP, REDIRECT, TOO_LARGE, MALFORMED, FILE, UNSUPPORTED, INTERNAL -> Verdict.ANSWERED;
        };
    }

    /** The failure that a dead host's URLs end with. */
    static FailureKind kindOf(Verdict verdict) {
        return switch (verdict) {
            case NO_NAME -> FailureKind.DNS;
            case NO_TLS -> FailureKind.TLS;
            case NO_CONNECTION, ANSWERED, THROTTLED, TIMED_OUT, BROKEN, UNSPENT, ABANDONED -> FailureKind.CONNECT;
        };
    }
}
