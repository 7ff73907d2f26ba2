package io.orbweaver.job;

import io.orbweaver.outcome.Failure;
import io.orbweaver.outcome.Outcome;
import io.orbweaver.outcome.Page;

/**
 * A job's account. At every moment {@code known = pages + failures + skips + leased + queued}.
 *
 * @param known URLs that entered the frontier
 * @param pages outcomes that are pages
 * @param failures outcomes that are failures
 * @param skips outcomes that are skips
 * @param leased URLs that are being visited now
 * @param queued URLs that wait
 * @param bytes decoded bytes of all committed pages and sitemaps
 */
public record Counters(long known, long pages, long failures, long skips, long leased, long queued, long bytes) {

    /** A job that knows nothing. */
    public static final Counters ZERO = new Counters(0, 0, 0, 0, 0, 0, 0);

    /** Refuses counters that do not add up, or a negative number: either is an internal error. */
    public Counters {
        if (known != pages + failures + skips + leased + queued
                || Math.min(Math.min(Math.min(pages, failures), Math.min(skips, leased)), Math.min(queued, bytes))
                        < 0) {
            throw new IllegalStateException("the account does not add up: known " + known + ", pages " + pages
                    + ", failures " + failures + ", skips " + skips + ", leased " + leased + ", queued " + queued);
        }
    }

    /** After {@code n} URLs became known; they are queued. */
    public Counters discovered(long n) {
        return new Counters(known + n, pages, failures, skips, leased, queued + n, bytes);
    }

    /** After {@code n} queued URLs were leased; a negative number gives leases back. */
    public Counters leased(long n) {
        return new Counters(known, pages, failures, skips, leased + n, queued - n, bytes);
    }

    /** After a leased URL came to its outcome. */
    public Counters plus(Outcome outcome) {
        if (outcome instanceof Page page) {
            return new Counters(known, pages + 1, failures, skips, leased - 1, queued, bytes + page.bytes());
        }
        if (outcome instanceof Failure) {
            return new Counters(known, pages, failures + 1, skips, leased - 1, queued, bytes);
        }
        return new Counters(known, pages, failures, skips + 1, leased - 1, queued, bytes);
    }

    /** After a sitemap of so many bytes was read. */
    public Counters plusBytes(long more) {
        return new Counters(known, pages, failures, skips, leased, queued, bytes + more);
    }

    /** Number of URLs that have their outcome. */
    public long done() {
        return pages + failures + skips;
    }
}
