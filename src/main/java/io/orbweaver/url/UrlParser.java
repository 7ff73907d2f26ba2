package io.orbweaver.url;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * The basic URL parser (URL §4.4) for http, https and file, writing the href as it goes. The standard's states are
 * methods here; "state" in a comment names the one meant. One instance parses once.
 */
final class UrlParser {

    private static final int PORT_MAX = 65_535;

    private final String input;
    private final @Nullable CanonicalUrl base;
    private final Charset documentEncoding;
    private final StringBuilder href;
    private Scheme scheme = Scheme.FILE;
    private int pathStart;
    private boolean credentials;

    private UrlParser(String input, @Nullable CanonicalUrl base, Charset documentEncoding) {
        this.input = input;
        this.base = base;
        this.documentEncoding = documentEncoding;
        this.href = new StringBuilder(input.length() + (base == null ? 8 : base.pathEnd()));
    }

    /** Parses any string, against the base if there is one. */
    static Resolution parse(String raw, @Nullable CanonicalUrl base, Charset documentEncoding) {
        String input = clean(raw);
        int colon = schemeEnd(input);
        if (colon < 0 && base == null) {
            return UrlRefusal.NOT_ABSOLUTE;
        }
        Scheme named = colon < 0 ? null : Scheme.named(input, colon);
        if (colon >= 0 && named == null) {
            return UrlRefusal.UNSUPPORTED_SCHEME;
        }
        if (input.length() > CanonicalUrl.HREF_CHARS_MAX) {
            return UrlRefusal.TOO_LONG;
        }
        return new UrlParser(input, base, documentEncoding).parse(named, colon + 1);
    }

    /** Without outer spaces and C0 controls, tabs and newlines, and the fragment, which no part depends on. */
    private static String clean(String raw) {
        int start = 0;
        int end = raw.indexOf('#');
        if (end < 0) {
            end = raw.length();
            while (end > 0 && raw.charAt(end - 1) <= ' ') {
                end--;
            }
        }
        while (start < end && raw.charAt(start) <= ' ') {
            start++;
        }
        for (int i = start; i < end; i++) {
            if (isTabOrNewline(raw.charAt(i))) {
                return withoutTabs(raw, start, end);
            }
        }
        return raw.substring(start, end);
    }

    private static String withoutTabs(String raw, int start, int end) {
        StringBuilder out = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            char c = raw.charAt(i);
            if (!isTabOrNewline(c)) {
                out.append(c);
            } else if (i > start && Character.isHighSurrogate(raw.charAt(i - 1))) {
                out.setCharAt(out.length() - 1, '\uFFFD'); // or it would pair with what comes next
            }
        }
        return out.toString();
    }

    private static boolean isTabOrNewline(char c) {
        return c == '\t' || c == '\n' || c == '\r';
    }

    /** The index of the colon that ends a scheme, -1 if the input starts with none (scheme start and scheme state). */
    static int schemeEnd(String input) {
        for (int i = 0; i < input.length(); i++) {
            char c = input.charAt(i);
            int lower = c | 0x20;
            boolean alpha = lower >= 'a' && lower <= 'z';
            if (!alpha && i == 0) {
                return -1;
            }
            if (c == ':') {
                return i;
            }
            if (!alpha && (c < '0' || c > '9') && c != '+' && c != '-' && c != '.') {
                return -1;
            }
        }
        return -1;
    }

    private Resolution parse(@Nullable Scheme named, int start) {
        CanonicalUrl sameScheme = base != null && (named == null || named == base.schemeKind()) ? base : null;
        if (sameScheme != null) {
            scheme = sameScheme.schemeKind();
        } else if (named != null) {
            scheme = named;
        }
        UrlRefusal refusal = scheme == Scheme.FILE ? file(sameScheme, start) : http(sameScheme, start);
        if (refusal != null) {
            return refusal;
        }
        if (credentials) {
            return UrlRefusal.CREDENTIALS;
        }
        if (href.length() > CanonicalUrl.HREF_CHARS_MAX) {
            return UrlRefusal.TOO_LONG;
        }
        String canonical = href.toString();
        return base != null && canonical.regionMatches(0, base.href(), 0, base.pathStart() + 1)
                ? base.sameOrigin(canonical)
                : CanonicalUrl.ofCanonical(canonical);
    }

    /** Relative, relative slash, and the special authority states. */
    private @Nullable UrlRefusal http(@Nullable CanonicalUrl relativeTo, int start) {
        boolean slash = slashAt(start);
        if (relativeTo == null || slash && slashAt(start + 1)) {
            int at = start;
            while (slashAt(at)) {
                at++;
            }
            href.append(scheme.prefix());
            return authority(at);
        }
        if (slash) {
            href.append(relativeTo.href(), 0, relativeTo.pathStart());
            pathStart = href.length();
            segments(start + 1);
        } else {
            relative(relativeTo, start);
        }
        return null;
    }

    /** Relative state where no slash comes first: the base's path matters. */
    private void relative(CanonicalUrl relativeTo, int start) {
        pathStart = relativeTo.pathStart();
        if (start == input.length()) {
            href.append(relativeTo.href());
        } else if (input.charAt(start) == '?') {
            href.append(relativeTo.href(), 0, relativeTo.pathEnd());
            query(start);
        } else if (scheme == Scheme.FILE && PathSegments.startsWithDriveLetter(input, start, input.length())) {
            href.append(relativeTo.href(), 0, pathStart);
            segments(start);
        } else {
            href.append(relativeTo.href(), 0, relativeTo.pathEnd());
            PathSegments.shorten(href, pathStart, scheme == Scheme.FILE);
            segments(start);
        }
    }

    /** Authority, host and port state. */
    private @Nullable UrlRefusal authority(int start) {
        int end = authorityEnd(start);
        int hostStart = start;
        int at = input.lastIndexOf('@', end - 1);
        if (at >= start) {
            boolean empty = at == start || at == start + 1 && input.charAt(start) == ':';
            credentials = !empty;
            hostStart = at + 1;
        }
        int colon = portColon(hostStart, end);
        String host = hostStart == colon ? null : HostParser.parse(input.substring(hostStart, colon));
        int port = host == null ? -1 : port(colon + 1, end);
        if (port < 0) {
            return UrlRefusal.MALFORMED;
        }
        href.append(host);
        if (port != scheme.defaultPort()) {
            href.append(':').append(port);
        }
        path(end);
        return null;
    }

    private int authorityEnd(int start) {
        int end = start;
        while (end < input.length() && !slashAt(end) && input.charAt(end) != '?') {
            end++;
        }
        return end;
    }

    /** The colon before the port, or the end if absent: the first one outside brackets. */
    private int portColon(int start, int end) {
        boolean inBrackets = false;
        for (int i = start; i < end; i++) {
            char c = input.charAt(i);
            if (c == ':' && !inBrackets) {
                return i;
            }
            inBrackets = c == '[' || inBrackets && c != ']';
        }
        return end;
    }

    /** The port, the scheme's own if no digit is there, -1 if it is invalid. */
    private int port(int start, int end) {
        if (start >= end) {
            return scheme.defaultPort();
        }
        int port = 0;
        for (int i = start; i < end; i++) {
            int digit = input.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            port = port * 10 + digit;
            if (port > PORT_MAX) {
                return -1;
            }
        }
        return port;
    }

    /** File state and file slash state. */
    private @Nullable UrlRefusal file(@Nullable CanonicalUrl relativeTo, int start) {
        if (!slashAt(start) && relativeTo != null) {
            relative(relativeTo, start);
            return null;
        }
        if (slashAt(start) && slashAt(start + 1)) {
            return fileHost(start + 2);
        }
        if (relativeTo == null) {
            href.append(scheme.prefix());
            path(start);
            return null;
        }
        href.append(relativeTo.href(), 0, relativeTo.pathStart());
        pathStart = href.length();
        boolean drive = PathSegments.startsWithDrive(relativeTo.href(), pathStart, relativeTo.pathEnd());
        if (drive && !PathSegments.startsWithDriveLetter(input, start + 1, input.length())) {
            href.append(relativeTo.href(), pathStart, pathStart + 3);
        }
        segments(start + 1);
        return null;
    }

    private @Nullable UrlRefusal fileHost(int start) {
        href.append(scheme.prefix());
        int end = authorityEnd(start);
        if (end - start == 2 && PathSegments.isDriveLetter(input, start)) {
            pathStart = href.length();
            segments(start);
            return null;
        }
        if (end > start) {
            String host = HostParser.parse(input.substring(start, end));
            if (host == null) {
                return UrlRefusal.MALFORMED;
            }
            href.append(host.equals("localhost") ? "" : host);
        }
        path(end);
        return null;
    }

    /** Path start state: one slash may come first. */
    private void path(int start) {
        pathStart = href.length();
        segments(slashAt(start) ? start + 1 : start);
    }

    private void segments(int start) {
        int question = input.indexOf('?', start);
        int end = question < 0 ? input.length() : question;
        PathSegments.append(href, pathStart, input, start, end, scheme == Scheme.FILE);
        if (question >= 0) {
            query(question);
        }
    }

    private void query(int question) {
        href.append('?');
        PercentEncoding.SPECIAL_QUERY.append(href, input, question + 1, input.length(), documentEncoding);
    }

    private boolean slashAt(int index) {
        return index < input.length() && PathSegments.isSlash(input.charAt(index));
    }
}
