package io.orbweaver.store.base;

/**
 * How much of everything there may be in a store.
 *
 * @param runningMax jobs that run at the same time
 * @param bodiesJobMax stored bytes of the bodies that one job keeps
 * @param bodiesMax stored bytes of the bodies that all jobs keep
 * @param sitemapsMax sitemaps of one job that are read
 */
public record StoreLimits(int runningMax, long bodiesJobMax, long bodiesMax, int sitemapsMax) {

    /** Sitemaps of one job where nothing else is set. */
    public static final int SITEMAPS_MAX = 1_000;

    /** With the bound of sitemaps that holds where none is set. */
    public StoreLimits(int runningMax, long bodiesJobMax, long bodiesMax) {
        this(runningMax, bodiesJobMax, bodiesMax, SITEMAPS_MAX);
    }
}
