package io.orbweaver.frontier;

import io.orbweaver.url.CanonicalUrl;

/**
 * A known URL in a list of all that a job knows.
 *
 * @param url the URL
 * @param ordinal its number among the job's known URLs, from 1; it never changes
 * @param seq number of the event that has its outcome; 0 while it has none
 */
public record ListedUrl(CanonicalUrl url, long ordinal, long seq) {}
