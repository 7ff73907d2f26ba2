package io.orbweaver.outcome;

/** The reasons why a known URL is deliberately not a page: a closed list with wire names. */
public enum SkipReason {
    /** Refused by the origin's robots.txt (RFC 9309). */
    ROBOTS("robots"),
    /** The origin's robots.txt answered 5xx, which refuses everything (RFC 9309 §2.3.1.4). */
    ROBOTS_UNREACHABLE("robots-unreachable"),
    /** A redirect led out of the job's scope. */
    SCOPE("scope"),
    /** The page asks not to be indexed; its links are followed unless it also says nofollow. */
    NOINDEX("noindex"),
    /** A redirect led to a URL that is known already, or to one that another known URL led to. */
    DUPLICATE("duplicate"),
    /** The URL looks like one of endlessly many. */
    TRAP("trap");

    private final String wireName;

    SkipReason(String wireName) {
        this.wireName = wireName;
    }

    /** The name in events and metrics. */
    public String wireName() {
        return wireName;
    }
}
