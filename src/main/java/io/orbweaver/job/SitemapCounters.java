package io.orbweaver.job;

/**
 * A job's sitemaps. At every moment {@code known = read + failed + skipped} and those that wait or are being read.
 *
 * @param known sitemaps that robots.txt files and other sitemaps named
 * @param read those that were read
 * @param failed those that could not be fetched, or were not sitemaps
 * @param skipped those that were not asked for: forbidden by robots.txt, or beyond the bound of sitemaps of a job
 */
public record SitemapCounters(long known, long read, long failed, long skipped) {

    /** Of a job that knows none. */
    public static final SitemapCounters ZERO = new SitemapCounters(0, 0, 0, 0);

    /** Refuses an account that does not add up, or a negative number: either is an internal error. */
    public SitemapCounters {
        if (Math.min(Math.min(read, failed), skipped) < 0 || known < read + failed + skipped) {
            throw new IllegalStateException("the account of sitemaps does not add up: known " + known + ", read " + read
                    + ", failed " + failed + ", skipped " + skipped);
        }
    }

    /** Those that wait or are being read. */
    public long left() {
        return known - read - failed - skipped;
    }
}
