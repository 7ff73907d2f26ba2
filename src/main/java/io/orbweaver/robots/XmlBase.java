package io.orbweaver.robots;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The resolution of references by {@code xml:base} (XML Base §3) as text, for the document's own URL is not known where
 * entries are read: what comes out resolves against that URL to what it should be, dots in paths still in it.
 */
final class XmlBase {

    /** Scheme, authority, path, query and fragment (RFC 3986, appendix B). */
    private static final Pattern PARTS = Pattern.compile(
            "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*+:)?(?<authority>//[^/?#]*+)?(?<path>[^?#]*+)(?<rest>.*+)",
            Pattern.DOTALL);

    private XmlBase() {}

    /** The reference as it would be without the base (RFC 3986 §5.2.2, except the dots). */
    static String join(String base, String reference) {
        Matcher from = PARTS.matcher(base);
        Matcher to = PARTS.matcher(reference);
        if (base.isEmpty() || !from.matches() || !to.matches() || to.group("scheme") != null) {
            return reference;
        }
        String scheme = orEmpty(from.group("scheme"));
        String authority = orEmpty(from.group("authority"));
        if (to.group("authority") != null) {
            return scheme + reference;
        }
        String path = to.group("path");
        String basePath = from.group("path");
        if (path.startsWith("/")) {
            return scheme + authority + reference;
        }
        if (!path.isEmpty()) {
            String folder = basePath.substring(0, basePath.lastIndexOf('/') + 1);
            boolean bare = folder.isEmpty() && !authority.isEmpty();
            return scheme + authority + (bare ? "/" : folder) + reference;
        }
        String query = from.group("rest").replaceFirst("(?s)#.*", "");
        return scheme + authority + basePath + (to.group("rest").startsWith("?") ? "" : query) + to.group("rest");
    }

    private static String orEmpty(@Nullable String part) {
        return part == null ? "" : part;
    }
}
