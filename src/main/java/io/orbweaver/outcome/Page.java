package io.orbweaver.outcome;

import io.orbweaver.url.CanonicalUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A 2xx answer.
 *
 * @param finalUrl what was fetched in the end; the known URL itself where nothing redirected
 * @param redirects the URLs that were redirected to, in order, the final one included; empty without a redirect
 * @param status HTTP status, 200 to 299
 * @param contentType the Content-Type header's media type, in lower case and without parameters; without a usable one,
 *     what the content shows (MIME Sniffing §7)
 * @param charset the encoding that the page was read in, by its Encoding Standard name; null where it is not HTML
 * @param bytes decoded length of the body
 * @param sha256 of the decoded body, lower-case hex
 * @param title the document's title, or null
 * @param links number of links found, before deduplication and scope
 * @param millis from the start of the transfer to its last byte
 * @param attempt the attempt that succeeded, from 1
 * @param canonical what the page says that its URL is ({@code link rel=canonical}), resolved; null where it says none
 * @param duplicateOf the known URL of an earlier page of the job with the same content, or null
 * @param body whether its body was kept; null if the job keeps no bodies
 * @param omitted what bounds kept out
 * @param extracted what was taken out of it, as the job asked
 */
public record Page(
        CanonicalUrl finalUrl,
        List<CanonicalUrl> redirects,
        int status,
        @Nullable String contentType,
        @Nullable String charset,
        long bytes,
        String sha256,
        @Nullable String title,
        int links,
        long millis,
        int attempt,
        @Nullable CanonicalUrl canonical,
        @Nullable CanonicalUrl duplicateOf,
        @Nullable BodyKeeping body,
        Omitted omitted,
        Extracted extracted)
        implements Outcome {

    /** A page that was taken whole. */
    public Page(
            CanonicalUrl finalUrl,
            List<CanonicalUrl> redirects,
            int status,
            @Nullable String contentType,
            @Nullable String charset,
            long bytes,
            String sha256,
            @Nullable String title,
            int links,
            long millis,
            int attempt,
            @Nullable CanonicalUrl canonical,
            @Nullable CanonicalUrl duplicateOf,
            @Nullable BodyKeeping body,
            Extracted extracted) {
        this(
                finalUrl,
                redirects,
                status,
                contentType,
                charset,
                bytes,
                sha256,
                title,
                links,
                millis,
                attempt,
                canonical,
                duplicateOf,
                body,
                Omitted.NOTHING,
                extracted);
    }

    /** Refuses a status that is not a success: only a 2xx answer is a page. */
    public Page {
        if (status < 200 || status > 299) {
            throw new IllegalArgumentException("a page has a 2xx status, not " + status);
        }
        redirects = List.copyOf(redirects);
    }

    /** The same page, known to have an earlier one's content. */
    public Page duplicateOf(CanonicalUrl earlier) {
        return with(earlier, body);
    }

    /** The same page, with whether its body was kept. */
    public Page body(BodyKeeping keeping) {
        return with(duplicateOf, keeping);
    }

    private Page with(@Nullable CanonicalUrl earlier, @Nullable BodyKeeping keeping) {
        return new Page(
                finalUrl,
                redirects,
                status,
                contentType,
                charset,
                bytes,
                sha256,
                title,
                links,
                millis,
                attempt,
                canonical,
                earlier,
                keeping,
                omitted,
                extracted);
    }
}
