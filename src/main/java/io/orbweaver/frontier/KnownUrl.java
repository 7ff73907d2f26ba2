package io.orbweaver.frontier;

import io.orbweaver.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * A job's knowledge of a URL.
 *
 * @param url the known URL: the one asked for, or the one whose redirects led to it
 * @param ordinal its number among the job's known URLs, from 1; it never changes
 * @param seq number of the event that has its outcome; 0 while it has none
 * @param entry as it waits in its queue; null where it has its outcome, or waits for a retry or behind a redirect
 */
public record KnownUrl(
        CanonicalUrl url, long ordinal, long seq, @Nullable FrontierUrl entry) {}
