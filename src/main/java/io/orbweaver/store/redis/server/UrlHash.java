package io.orbweaver.store.redis.server;

import io.orbweaver.store.base.TextDigest;
import io.orbweaver.url.CanonicalUrl;
import java.util.Arrays;
import java.util.HexFormat;

/** The key by which the store distinguishes URLs, sitemaps and contents: the first 128 bits of a SHA-256. */
public final class UrlHash {

    static final int BYTES = 16;

    private UrlHash() {}

    public static byte[] of(CanonicalUrl url) {
        return of(url.href());
    }

    /** No href begins with it. */
    public static byte[] ofSitemap(CanonicalUrl url) {
        return of("s" + url.href());
    }

    /** Of a content's own SHA-256; no href begins with its letter. */
    public static byte[] ofContent(String sha256Hex) {
        return of("c" + sha256Hex);
    }

    public static String hex(String text) {
        return HexFormat.of().formatHex(of(text));
    }

    private static byte[] of(String text) {
        return Arrays.copyOf(TextDigest.of(text), BYTES);
    }
}
