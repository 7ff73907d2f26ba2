package io.orbweaver.url;

import org.jspecify.annotations.Nullable;

/**
 * The fast path: settles the references that come through the URL parser unchanged, by copying them behind the part of
 * the base that stays. It must give exactly what {@link UrlParser} gives, or null, which leaves the matter to that.
 *
 * <p>Plain is what is all ASCII, has nothing to encode, no backslash, and no segment that starts with a dot or a
 * percent sign (which may be a dot segment). A plain host has lower-case letters, digits, hyphens and dots, its last
 * label starts with a letter (so it is no IPv4 address), and a slash follows it at once (so there is no port).
 */
final class PlainReference {

    private static final byte HOST = 1;
    private static final byte PATH = 2;
    private static final byte QUERY = 4;
    private static final byte[] KINDS = kinds();

    private PlainReference() {}

    private static byte[] kinds() {
        byte[] kinds = new byte[0x80];
        for (char c = 0; c < kinds.length; c++) {
            boolean host = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.';
            boolean path = PercentEncoding.PATH.keeps(c) && c != '\\';
            boolean query = PercentEncoding.SPECIAL_QUERY.keeps(c);
            kinds[c] = (byte) ((host ? HOST : 0) | (path ? PATH : 0) | (query ? QUERY : 0));
        }
        return kinds;
    }

    private static boolean is(byte kind, char c) {
        return c < 0x80 && (KINDS[c] & kind) != 0;
    }

    /** A plain absolute http or https URL, else null. */
    static @Nullable CanonicalUrl parse(String input) {
        Scheme scheme = absoluteScheme(input);
        return scheme == null
                ? null
                : withAuthority(scheme, input, scheme.prefix().length(), null);
    }

    /** A plain reference against an http or https base, else null. */
    static @Nullable CanonicalUrl resolve(CanonicalUrl base, String reference) {
        if (!base.isHttp() || reference.length() > CanonicalUrl.HREF_CHARS_MAX) {
            return null;
        }
        if (reference.isEmpty()) {
            return base;
        }
        switch (reference.charAt(0)) {
            case '#':
                return base;
            case '?':
                return appended(base, base.pathEnd(), reference, queryEnd(reference, 1));
            case '/':
                return reference.startsWith("//")
                        ? withAuthority(base.schemeKind(), reference, 2, base)
                        : appended(base, base.pathStart(), reference, pathAndQueryEnd(reference, 1));
            default:
                Scheme scheme = absoluteScheme(reference);
                if (scheme != null) {
                    return withAuthority(scheme, reference, scheme.prefix().length(), base);
                }
                if (UrlParser.schemeEnd(reference) >= 0) {
                    return null;
                }
                int directoryEnd = base.href().lastIndexOf('/', base.pathEnd() - 1) + 1;
                return appended(base, directoryEnd, reference, pathAndQueryEnd(reference, 0));
        }
    }

    private static @Nullable Scheme absoluteScheme(String input) {
        if (input.startsWith(Scheme.HTTPS.prefix())) {
            return Scheme.HTTPS;
        }
        return input.startsWith(Scheme.HTTP.prefix()) ? Scheme.HTTP : null;
    }

    private static @Nullable CanonicalUrl appended(CanonicalUrl base, int kept, String reference, int end) {
        if (end < 0 || kept + end > CanonicalUrl.HREF_CHARS_MAX) {
            return null;
        }
        String added = reference.substring(0, end);
        return base.sameOrigin(base.href().substring(0, kept).concat(added));
    }

    /** With a separate host, which starts at the index; the base's host, when it is the same, needs no look. */
    private static @Nullable CanonicalUrl withAuthority(
            Scheme scheme, String reference, int hostStart, @Nullable CanonicalUrl base) {
        if (base != null && base.schemeKind() == scheme && sameAuthority(base, reference, hostStart)) {
            String href = withScheme(scheme, reference, hostStart, hostStart + base.pathStart() - base.hostStart());
            return href == null ? null : base.sameOrigin(href);
        }
        int hostEnd = hostEnd(reference, hostStart);
        String href = hostEnd < 0 ? null : withScheme(scheme, reference, hostStart, hostEnd);
        return href == null ? null : CanonicalUrl.ofCanonical(href);
    }

    private static @Nullable String withScheme(Scheme scheme, String reference, int hostStart, int pathStart) {
        int end = pathAndQueryEnd(reference, pathStart + 1);
        if (end < 0 || end - hostStart + scheme.prefix().length() > CanonicalUrl.HREF_CHARS_MAX) {
            return null;
        }
        return hostStart == scheme.prefix().length()
                ? reference.substring(0, end)
                : scheme.prefix().concat(reference.substring(hostStart, end));
    }

    /** True if the base's host and port come at the index, with the slash after them. */
    private static boolean sameAuthority(CanonicalUrl base, String reference, int hostStart) {
        int start = base.hostStart();
        return reference.regionMatches(hostStart, base.href(), start, base.pathStart() + 1 - start);
    }

    /** The slash after a plain host, -1 if it is not plain. */
    private static int hostEnd(String reference, int hostStart) {
        int labelStart = hostStart;
        for (int i = hostStart; i < reference.length(); i++) {
            char c = reference.charAt(i);
            if (c == '/') {
                return i > labelStart && reference.charAt(labelStart) >= 'a' ? i : -1;
            }
            if (!is(HOST, c)) {
                return -1;
            }
            if (c == '.') {
                labelStart = i + 1;
            }
        }
        return -1;
    }

    /** Where the fragment or the reference ends, if a plain path and maybe a plain query come before; else -1. */
    private static int pathAndQueryEnd(String reference, int start) {
        boolean segmentStart = true;
        for (int i = start; i < reference.length(); i++) {
            char c = reference.charAt(i);
            if (!is(PATH, c)) {
                if (c == '?') {
                    return queryEnd(reference, i + 1);
                }
                return c == '#' ? i : -1;
            }
            if (segmentStart && (c == '.' || c == '%')) {
                return -1;
            }
            segmentStart = c == '/';
        }
        return reference.length();
    }

    private static int queryEnd(String reference, int start) {
        for (int i = start; i < reference.length(); i++) {
            char c = reference.charAt(i);
            if (!is(QUERY, c)) {
                return c == '#' ? i : -1;
            }
        }
        return reference.length();
    }
}
