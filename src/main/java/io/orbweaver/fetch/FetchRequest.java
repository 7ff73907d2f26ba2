package io.orbweaver.fetch;

import io.orbweaver.url.CanonicalUrl;
import java.time.Duration;
import java.util.Map;

/**
 * One hop to make.
 *
 * @param url what to ask for
 * @param headers sent besides the crawler's own
 * @param timeout from the start to the last byte
 * @param bodyBytesMax decoded bytes after which the body is too large
 */
public record FetchRequest(CanonicalUrl url, Map<String, String> headers, Duration timeout, long bodyBytesMax) {}
