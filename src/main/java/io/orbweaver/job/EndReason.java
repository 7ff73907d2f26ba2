package io.orbweaver.job;

/** The words in which a job says why it ended; a failed job gives its first failed seed's failure kind instead. */
public final class EndReason {

    /** Nothing was left to do. */
    public static final String EXHAUSTED = "exhausted";
    /** The limit of pages was reached with URLs left. */
    public static final String MAX_PAGES = "maxPages";
    /** The limit of running time was reached with URLs left. */
    public static final String MAX_DURATION = "maxDuration";
    /** The limit of bytes was reached with URLs left. */
    public static final String MAX_BYTES = "maxBytes";

    /** A job that takes sitemaps only found none that could be read. */
    public static final String SITEMAPS = "sitemaps";

    private EndReason() {}
}
