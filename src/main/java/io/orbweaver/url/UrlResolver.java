package io.orbweaver.url;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The resolver of strings into canonical URLs, as the URL standard's basic URL parser does (URL §4.4). Nothing here
 * throws, whatever the string; the time taken is linear in its length. Thread-safe.
 *
 * <p>Most links are plain: ASCII, nothing to encode, no dot segments. {@link PlainReference} settles those by copying;
 * all else goes to {@link UrlParser}, which alone knows the standard. A test holds them equal.
 */
public final class UrlResolver {

    private UrlResolver() {}

    /**
     * Loads the tables of domains, which are read from files at their first use: to be called at the start, on a thread
     * that may block. Repeating it costs nothing.
     */
    public static void loadTables() {
        Resolution domain = parse("http://www.b\u00fccher.example/");
        if (domain instanceof CanonicalUrl url) {
            url.host().registrableDomain();
        }
    }

    /** The URL of an absolute-URL string, such as a seed. */
    public static Resolution parse(String input) {
        CanonicalUrl plain = PlainReference.parse(input);
        return plain != null ? plain : UrlParser.parse(input, null, StandardCharsets.UTF_8);
    }

    /** The URL of a reference found at the base, such as a link; its query is encoded as UTF-8. */
    public static Resolution resolve(CanonicalUrl base, String reference) {
        return resolve(base, reference, StandardCharsets.UTF_8);
    }

    /**
     * The URL of a reference found in a document of some encoding, in which the standard has the query encoded: a
     * character that the encoding lacks becomes a decimal character reference, percent-encoded (URL §1.3,
     * "percent-encode after encoding"). UTF-8 is used for the UTF-16 encodings (Encoding §4.3). The tables are Java's
     * for the charset, which differ from the Encoding standard's in a few rare characters.
     *
     * @param documentEncoding the document's; one that cannot encode counts as UTF-8
     */
    public static Resolution resolve(CanonicalUrl base, String reference, Charset documentEncoding) {
        CanonicalUrl plain = PlainReference.resolve(base, reference);
        return plain != null ? plain : UrlParser.parse(reference, base, documentEncoding);
    }

    /**
     * The base of a document's references (HTML §4.2.3): what its base element resolves to against the document's own
     * URL. One that is no URL, or a data or javascript one, does not count; one of a foreign scheme makes relative
     * references unreachable, which resolving against the document would not.
     *
     * @param document the document's own URL
     * @param written the base element's href as written
     * @return the base; null where no relative reference leads anywhere
     */
    public static @Nullable CanonicalUrl base(CanonicalUrl document, String written, Charset documentEncoding) {
        Resolution base = resolve(document, written, documentEncoding);
        if (base == UrlRefusal.UNSUPPORTED_SCHEME && !isDataOrScript(written)) {
            return null;
        }
        CanonicalUrl url = base.urlOrNull();
        return url == null ? document : url;
    }

    private static boolean isDataOrScript(String written) {
        String start = written.strip();
        return start.regionMatches(true, 0, "data:", 0, 5) || start.regionMatches(true, 0, "javascript:", 0, 11);
    }
}
