package io.orbweaver.extract.content;

import io.orbweaver.url.CanonicalUrl;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page whose body, or the beginning of it, is in memory. It is lent: the bytes are neither copied nor changed, and
 * must not change until the page is done with.
 *
 * @param url where it was found, after redirects
 * @param mediaType what it is, without parameters, as the scanner found; null if unknown
 * @param encoding the encoding that it was read in, or for what is no HTML its Content-Type's charset; null where
 *     neither is known
 * @param base the href of its base element as written; null if absent
 * @param canonical what its Link header fields say its URL is; null where they say nothing
 * @param bytes the decoded body
 * @param length how many of the bytes are the body's; 0 where only literals were asked for
 * @param cut whether the body goes on behind them
 * @param literalCounts how often each literal occurs in the whole body, as counted while it arrived
 */
public record HeldPage(
        CanonicalUrl url,
        @Nullable String mediaType,
        @Nullable String encoding,
        @Nullable String base,
        @Nullable CanonicalUrl canonical,
        byte[] bytes,
        int length,
        boolean cut,
        Map<String, Long> literalCounts) {

    /** Copies what is mutable but the bytes. */
    public HeldPage {
        literalCounts = Collections.unmodifiableMap(new LinkedHashMap<>(literalCounts));
    }

    /** A page whose header fields say nothing of its URL. */
    public HeldPage(
            CanonicalUrl url,
            @Nullable String mediaType,
            @Nullable String encoding,
            @Nullable String base,
            byte[] bytes,
            int length,
            boolean cut,
            Map<String, Long> literalCounts) {
        this(url, mediaType, encoding, base, null, bytes, length, cut, literalCounts);
    }

    /** Bytes that all parts of its result may have together, in UTF-8. */
    public int partsBytesMax() {
        return length <= ExtractLimits.SHORT_BYTES
                ? ExtractLimits.SHORT_PARTS_BYTES_MAX
                : ExtractLimits.PARTS_BYTES_MAX;
    }

    /** Whether it is HTML or XHTML. */
    boolean isMarkup() {
        return "text/html".equals(mediaType) || "application/xhtml+xml".equals(mediaType);
    }

    /** Whether it is text for people to read that is no markup. */
    public boolean isPlainText() {
        return "text/plain".equals(mediaType) || isMarkdown();
    }

    /** Whether it is Markdown (RFC 7763). */
    public boolean isMarkdown() {
        return "text/markdown".equals(mediaType);
    }
}
