package io.orbweaver.outcome;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a sitemap.
 *
 * @param result in a word
 * @param kind why it failed, or null
 * @param reason why it was skipped, in a word; or null
 * @param status the HTTP status of a failure of kind {@code http}, or null
 * @param message a clause for a person, or null
 * @param entries what it lists, pages and sitemaps, as far as it was read
 * @param bytes decoded length of what was read
 * @param omittedEntries what it lists and a bound kept out
 */
public record SitemapOutcome(
        Result result,
        @Nullable FailureKind kind,
        @Nullable String reason,
        @Nullable Integer status,
        @Nullable String message,
        int entries,
        long bytes,
        int omittedEntries) {

    /** The reason of a sitemap that exceeds the limit of sitemaps of a job. */
    public static final String MAX = "max";

    /** The kind of the outcome, in a word. */
    public enum Result {
        /** It was read to its end. */
        READ,
        /** It could not be fetched, or was not a sitemap. */
        FAILED,
        /** It was not asked for. */
        SKIPPED;

        /** The name on the wire. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Of a sitemap that was read. */
    public static SitemapOutcome read(int entries, long bytes, int omittedEntries) {
        return new SitemapOutcome(Result.READ, null, null, null, null, entries, bytes, omittedEntries);
    }

    /** The outcome of a sitemap that ended as a URL could, too. */
    public static SitemapOutcome of(Outcome outcome) {
        if (outcome instanceof Failure failure) {
            return new SitemapOutcome(
                    Result.FAILED, failure.kind(), null, failure.status(), failure.message(), 0, 0, 0);
        }
        if (outcome instanceof Skip skip) {
            return skipped(skip.reason().wireName(), null);
        }
        throw new IllegalArgumentException("a sitemap is no page");
    }

    /** Of one that was not asked for. */
    public static SitemapOutcome skipped(String reason, @Nullable String message) {
        return new SitemapOutcome(Result.SKIPPED, null, reason, null, message, 0, 0, 0);
    }

    /** The same, with what was read before. */
    public SitemapOutcome after(int entriesRead, int entriesOmitted) {
        return new SitemapOutcome(result, kind, reason, status, message, entriesRead, bytes, entriesOmitted);
    }
}
