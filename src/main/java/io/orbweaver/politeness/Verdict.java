package io.orbweaver.politeness;

/** The way a turn ended, as far as it matters to politeness; latency never counts. */
public enum Verdict {
    /** The host answered, whatever it said. */
    ANSWERED,
    /** The host asked for less: 429 or 503. */
    THROTTLED,
    /** Connected, and then it took too long. */
    TIMED_OUT,
    /** The connection broke. */
    BROKEN,
    /** Its name did not resolve. */
    NO_NAME,
    /** No connection was made. */
    NO_CONNECTION,
    /** The TLS handshake failed. */
    NO_TLS,
    /** Nothing was sent, or this instance broke it off: no statement about the host. */
    UNSPENT,
    /** It was sent, and this instance gave it up. */
    ABANDONED;

    /** Whether the host should be asked less after this. */
    public boolean slows() {
        return this != ANSWERED && this != UNSPENT && this != ABANDONED;
    }

    /** Whether it means that the host is unreachable. */
    public boolean dead() {
        return this == NO_NAME || this == NO_CONNECTION || this == NO_TLS;
    }
}
