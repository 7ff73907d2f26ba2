package io.orbweaver.url;

import org.jspecify.annotations.Nullable;

/** The schemes that a canonical URL may have, all of them special (URL §4.2). */
enum Scheme {
    HTTP("http", 80),
    HTTPS("https", 443),
    FILE("file", 0);

    private final String text;
    private final String prefix;
    private final int defaultPort;

    Scheme(String text, int defaultPort) {
        this.text = text;
        this.prefix = text + "://";
        this.defaultPort = defaultPort;
    }

    /** The scheme that the input names before its colon, in any case; null for every other scheme. */
    static @Nullable Scheme named(String input, int colon) {
        for (Scheme scheme : values()) {
            if (scheme.text.length() == colon && input.regionMatches(true, 0, scheme.text, 0, colon)) {
                return scheme;
            }
        }
        return null;
    }

    /** The scheme of a canonical href; null if it has none of these. */
    static @Nullable Scheme ofHref(String href) {
        for (Scheme scheme : values()) {
            if (href.startsWith(scheme.prefix)) {
                return scheme;
            }
        }
        return null;
    }

    /** As in a URL, without the colon. */
    String text() {
        return text;
    }

    /** The scheme with colon and both slashes, as each canonical href begins. */
    String prefix() {
        return prefix;
    }

    /** The port that serialisation leaves out; 0 for file, which has none. */
    int defaultPort() {
        return defaultPort;
    }
}
