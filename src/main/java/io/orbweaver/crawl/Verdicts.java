package io.orbweaver.crawl;

import io.orbweaver.fetch.Fetched;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.politeness.Verdict;

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
