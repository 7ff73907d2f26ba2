package io.orbweaver.url;

import org.jspecify.annotations.Nullable;

/**
 * An absolute http, https or file URL as the URL standard (https://url.spec.whatwg.org/) parses and serialises it,
 * without its fragment and never with credentials. Two URLs are the same page to the crawl when their hrefs are equal;
 * the order is that of the hrefs.
 *
 * <p>Immutable. An instance is its href and four numbers; every other part is cut out when asked for.
 */
public final class CanonicalUrl implements Resolution, Comparable<CanonicalUrl> {

    /** The most characters an href may have. What is longer is refused as {@link UrlRefusal#TOO_LONG}. */
    public static final int HREF_CHARS_MAX = 8_192;

    private final String href;
    private final int hostEnd;
    private final int pathStart;
    private final int queryStart; // of the question mark, -1 without one
    private final int port;

    private CanonicalUrl(String href, int hostEnd, int pathStart, int port) {
        this.href = href;
        this.hostEnd = hostEnd;
        this.pathStart = pathStart;
        this.queryStart = href.indexOf('?', pathStart);
        this.port = port;
    }

    /**
     * The URL of an href that {@link #href()} gave before, from a store for example. It is trusted to be canonical:
     * only its parts are found again. For strings from anywhere else there is {@link UrlResolver#parse(String)}.
     *
     * @throws IllegalArgumentException if it is plainly not a canonical URL: another scheme, no path, or over-long
     */
    public static CanonicalUrl ofCanonical(String href) {
        Scheme scheme = Scheme.ofHref(href);
        int pathStart = scheme == null ? -1 : href.indexOf('/', scheme.prefix().length());
        if (scheme == null || pathStart < 0 || href.length() > HREF_CHARS_MAX) {
            throw new IllegalArgumentException("not a canonical URL");
        }
        int bracket = href.lastIndexOf(']', pathStart);
        int colon = href.indexOf(':', Math.max(bracket, scheme.prefix().length()));
        boolean defaultPort = colon < 0 || colon > pathStart;
        int hostEnd = defaultPort ? pathStart : colon;
        int port = defaultPort ? scheme.defaultPort() : Integer.parseInt(href, colon + 1, pathStart, 10);
        return new CanonicalUrl(href, hostEnd, pathStart, port);
    }

    /** Another URL of this one's origin: same href up to the path. */
    CanonicalUrl sameOrigin(String otherHref) {
        return new CanonicalUrl(otherHref, hostEnd, pathStart, port);
    }

    /** The whole URL, serialised; ASCII only. */
    public String href() {
        return href;
    }

    /** {@code http}, {@code https} or {@code file}. */
    public String scheme() {
        return schemeKind().text();
    }

    /** True for http and https. */
    public boolean isHttp() {
        return schemeKind() != Scheme.FILE;
    }

    /** The host without port, lower case, IPv6 in brackets. May be empty for file only. */
    public String hostName() {
        return href.substring(hostStart(), hostEnd);
    }

    /** The port to connect to, the scheme's own where the href names none; 0 for file. */
    public int port() {
        return port;
    }

    /** The path, percent-encoded, at least {@code /}. */
    public String path() {
        return queryStart < 0 ? href.substring(pathStart) : href.substring(pathStart, queryStart);
    }

    /** What follows the question mark, which may be nothing; null without a question mark. */
    public @Nullable String query() {
        return queryStart < 0 ? null : href.substring(queryStart + 1);
    }

    /** Path and query as a request line has them (RFC 9112 §3.2.1). */
    public String pathAndQuery() {
        return href.substring(pathStart);
    }

    /** What robots.txt, credentials and cookies belong to. */
    public Origin origin() {
        return new Origin(scheme(), hostName(), port);
    }

    /** The unit of politeness; {@link Host#FILE} for file. */
    public Host host() {
        Scheme scheme = schemeKind();
        if (scheme == Scheme.FILE) {
            return Host.FILE;
        }
        return new Host(href.substring(hostStart(), pathStart));
    }

    Scheme schemeKind() {
        if (href.charAt(0) == 'f') {
            return Scheme.FILE;
        }
        return href.charAt(4) == ':' ? Scheme.HTTP : Scheme.HTTPS;
    }

    int hostStart() {
        return schemeKind().prefix().length();
    }

    int pathStart() {
        return pathStart;
    }

    int pathEnd() {
        return queryStart < 0 ? href.length() : queryStart;
    }

    @Override
    public int compareTo(CanonicalUrl other) {
        return href.compareTo(other.href);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof CanonicalUrl url && href.equals(url.href);
    }

    /** The href's, which the string keeps once it is known. */
    @Override
    public int hashCode() {
        return href.hashCode();
    }

    /** The href. */
    @Override
    public String toString() {
        return href;
    }
}
