package io.orbweaver.fetch;

import io.orbweaver.url.CanonicalUrl;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One hop to make.
 *
 * @param url what to ask for
 * @param headers sent besides the crawler's own
 * @param timeout from the start to the last byte, without what the sink waits
 * @param bodyBytesMax decoded bytes after which the body is too large, or is cut
 * @param cut whether a longer body is no failure but ends there: the sink takes exactly its first {@code bodyBytesMax}
 *     bytes, and the rest is not read
 * @param wholeHead whether {@link Fetched.Head#exchange} is wanted
 */
public record FetchRequest(
        CanonicalUrl url,
        Map<String, String> headers,
        Duration timeout,
        long bodyBytesMax,
        boolean cut,
        boolean wholeHead) {

    /** A hop whose body is too large where it is longer than allowed. */
    public FetchRequest(CanonicalUrl url, Map<String, String> headers, Duration timeout, long bodyBytesMax) {
        this(url, headers, timeout, bodyBytesMax, false, false);
    }

    /** The Cookie field that is sent, or null. */
    @Nullable
    String cookie() {
        for (Map.Entry<String, String> field : headers.entrySet()) {
            if (field.getKey().equalsIgnoreCase("Cookie")) {
                return field.getValue();
            }
        }
        return null;
    }

    /** A hop whose body may be cut. */
    public FetchRequest(
            CanonicalUrl url, Map<String, String> headers, Duration timeout, long bodyBytesMax, boolean cut) {
        this(url, headers, timeout, bodyBytesMax, cut, false);
    }
}
