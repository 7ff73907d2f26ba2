package io.orbweaver.store.rocksdb.database;

import io.orbweaver.frontier.ChainCookies;
import io.orbweaver.frontier.ChainCookies.SetCookie;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.FrontierUrl.Kind;
import io.orbweaver.url.CanonicalUrl;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queued URL as bytes: version, depth, seed place, attempt, number of hops, kind and the first failed attempt's time
 * (epoch millis, 0 for none), then the URL, the referrer (empty for none) and the chain, each as a length and ASCII.
 * Version 1 had neither kind nor time. Version 3 is written for chains with cookies, which follow: how many were sent,
 * a digest each, and how many were set, each the URL and the field.
 */
public final class QueueCodec {

    private static final byte VERSION_WITH_COOKIES = 3;
    private static final byte VERSION = 2;
    private static final byte VERSION_OF_PAGES_ONLY = 1;
    private static final int HEAD_BYTES = 1 + 4 + 4 + 4 + 1 + 1 + 8;

    private QueueCodec() {}

    public static byte[] encode(FrontierUrl entry) {
        byte[] url = bytes(entry.url().href());
        byte[] referrer = bytes(entry.referrer());
        List<byte[]> chain =
                entry.chain().stream().map(hop -> bytes(hop.href())).toList();
        ChainCookies cookies = entry.cookies();
        int size = HEAD_BYTES + 8 + url.length + referrer.length + cookieBytes(cookies);
        for (byte[] hop : chain) {
            size += 4 + hop.length;
        }
        ByteBuffer out = ByteBuffer.allocate(size)
                .put(cookies.isEmpty() ? VERSION : VERSION_WITH_COOKIES)
                .putInt(entry.depth())
                .putInt(entry.seed())
                .putInt(entry.attempt())
                .put((byte) chain.size())
                .put((byte) entry.kind().ordinal())
                .putLong(entry.since() == null ? 0 : entry.since().toEpochMilli());
        put(out, url);
        put(out, referrer);
        chain.forEach(hop -> put(out, hop));
        putCookies(out, cookies);
        return out.array();
    }

    private static int cookieBytes(ChainCookies cookies) {
        if (cookies.isEmpty()) {
            return 0;
        }
        int size = 2 + 8 * cookies.sent().size();
        for (SetCookie cookie : cookies.set()) {
            size += 8 + cookie.from().href().length() + cookie.field().length();
        }
        return size;
    }

    private static void putCookies(ByteBuffer out, ChainCookies cookies) {
        if (!cookies.isEmpty()) {
            out.put((byte) cookies.sent().size());
            cookies.sent().forEach(out::putLong);
            out.put((byte) cookies.set().size());
            for (SetCookie cookie : cookies.set()) {
                put(out, bytes(cookie.from().href()));
                put(out, bytes(cookie.field()));
            }
        }
    }

    private static ChainCookies cookies(ByteBuffer in) {
        List<Long> sent = new ArrayList<>();
        for (int left = in.get() & 0xff; left > 0; left--) {
            sent.add(in.getLong());
        }
        List<SetCookie> set = new ArrayList<>();
        for (int left = in.get() & 0xff; left > 0; left--) {
            set.add(new SetCookie(CanonicalUrl.ofCanonical(text(in)), text(in)));
        }
        return new ChainCookies(sent, set);
    }

    public static FrontierUrl decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version < VERSION_OF_PAGES_ONLY || version > VERSION_WITH_COOKIES) {
            throw new IllegalStateException("a queued URL of unknown version " + version);
        }
        int depth = in.getInt();
        int seed = in.getInt();
        int attempt = in.getInt();
        int hops = in.get();
        Kind kind = version != VERSION_OF_PAGES_ONLY ? Kind.ofOrdinal(in.get()) : Kind.PAGE;
        long since = version != VERSION_OF_PAGES_ONLY ? in.getLong() : 0;
        CanonicalUrl url = CanonicalUrl.ofCanonical(text(in));
        String referrer = text(in);
        List<CanonicalUrl> chain = new ArrayList<>(hops);
        for (int i = 0; i < hops; i++) {
            chain.add(CanonicalUrl.ofCanonical(text(in)));
        }
        return new FrontierUrl(
                kind,
                url,
                depth,
                referrer.isEmpty() ? null : referrer,
                seed,
                attempt,
                since == 0 ? null : Instant.ofEpochMilli(since),
                chain,
                version == VERSION_WITH_COOKIES ? cookies(in) : ChainCookies.NONE);
    }

    private static byte[] bytes(@Nullable String text) {
        return text == null ? new byte[0] : text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void put(ByteBuffer out, byte[] text) {
        out.putInt(text.length).put(text);
    }

    private static String text(ByteBuffer in) {
        int length = in.getInt();
        String text = new String(in.array(), in.position(), length, StandardCharsets.ISO_8859_1);
        in.position(in.position() + length);
        return text;
    }
}
