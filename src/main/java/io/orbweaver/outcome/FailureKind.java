package io.orbweaver.outcome;

/**
 * The reasons why a URL could not be fetched: a closed list, each with its wire name and whether another attempt may
 * help.
 */
public enum FailureKind {
    /** The name does not resolve. */
    DNS("dns", true),
    /** No connection: refused, unreachable, or not in time. */
    CONNECT("connect", true),
    /** The TLS handshake or the certificate failed. */
    TLS("tls", false),
    /** Connected, but the answer did not come or did not end in time. */
    TIMEOUT("timeout", true),
    /** The connection was reset or the answer was cut short. */
    BROKEN("broken", true),
    /** A final 4xx or 5xx; which of them may pass is decided by the status. */
    HTTP("http", false),
    /** Too many redirects, a loop, or a target that is no URL to fetch. */
    REDIRECT("redirect", false),
    /** The decoded body is over the job's limit. */
    TOO_LARGE("too-large", false),
    /** The answer is not HTTP, or its encoding is damaged. */
    MALFORMED("malformed", false),
    /** The egress guard refused the address. */
    FORBIDDEN_ADDRESS("forbidden-address", false),
    /** A file could not be read. */
    FILE("file", false),
    /** Nothing here speaks this scheme or protocol. */
    UNSUPPORTED("unsupported", false),
    /** An internal error; logged and counted. */
    INTERNAL("internal", false);

    private final String wireName;
    private final boolean retryable;

    FailureKind(String wireName, boolean retryable) {
        this.wireName = wireName;
        this.retryable = retryable;
    }

    /** The name in events and metrics. */
    public String wireName() {
        return wireName;
    }

    /** Whether another attempt, later, may have another end. */
    public boolean retryable() {
        return retryable;
    }

    /** Whether an HTTP status is one that may pass: 408, 425, 429 and 5xx but 501 and 505 (RFC 9110 §15). */
    public static boolean retryableStatus(int status) {
        return status == 408
                || status == 425
                || status == 429
                || (status >= 500 && status <= 599 && status != 501 && status != 505);
    }
}
