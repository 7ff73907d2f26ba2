package io.orbweaver.store.redis;

import io.orbweaver.frontier.ChainCookies;
import io.orbweaver.frontier.ChainCookies.SetCookie;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.FrontierUrl.Kind;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Origin;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queued URL as bytes, as few as may be, for millions wait. The first byte is read by scripts: its kind (bits 0 and
 * 1), the scheme of its target (bits 2 and 3), whether it has more than a URL, a depth and a referrer (bit 4), and
 * whether its chain has cookies (bit 5). Then, numbers in groups of seven bits: depth; the URL, as length and ASCII;
 * the referrer, as how much of the URL it begins with and the rest, 0 and nothing for none; and if there is more, seed,
 * attempt, time of the first failure, hops; and of cookies how many were sent, a digest each of 8 bytes, and those that
 * were set, each with its URL.
 */
final class EntryCodec {

    private static final int MORE = 1 << 4;
    private static final int COOKIES = 1 << 5;

    private EntryCodec() {}

    /** The scheme of an origin, as the first byte has it. */
    static int schemeOf(Origin origin) {
        return switch (origin.scheme()) {
            case "http" -> 0;
            case "https" -> 1;
            default -> 2;
        };
    }

    static byte[] encode(FrontierUrl entry) {
        boolean more = entry.isSeed()
                || entry.attempt() != 1
                || entry.since() != null
                || !entry.chain().isEmpty();
        ChainCookies cookies = entry.cookies();
        ByteArrayOutputStream out = new ByteArrayOutputStream(128);
        out.write(entry.kind().ordinal()
                | schemeOf(entry.target().origin()) << 2
                | (more ? MORE : 0)
                | (cookies.isEmpty() ? 0 : COOKIES));
        put(out, entry.depth());
        String url = entry.url().href();
        put(out, url);
        referrer(out, url, entry.referrer());
        if (more) {
            Instant since = entry.since();
            put(out, entry.seed() + 1);
            put(out, entry.attempt());
            put(out, since == null ? 0 : since.toEpochMilli());
            put(out, entry.chain().size());
            entry.chain().forEach(hop -> put(out, hop.href()));
        }
        if (!cookies.isEmpty()) {
            put(out, cookies.sent().size());
            cookies.sent()
                    .forEach(digest -> out.writeBytes(
                            ByteBuffer.allocate(Long.BYTES).putLong(digest).array()));
            put(out, cookies.set().size());
            for (SetCookie cookie : cookies.set()) {
                put(out, cookie.from().href());
                put(out, cookie.field());
            }
        }
        return out.toByteArray();
    }

    private static ChainCookies cookies(Reader in) {
        List<Long> sent = new ArrayList<>();
        for (long left = in.number(); left > 0; left--) {
            sent.add(in.digest());
        }
        List<SetCookie> set = new ArrayList<>();
        for (long left = in.number(); left > 0; left--) {
            set.add(new SetCookie(CanonicalUrl.ofCanonical(in.text()), in.text()));
        }
        return new ChainCookies(sent, set);
    }

    private static void referrer(ByteArrayOutputStream out, String url, @Nullable String referrer) {
        String text = referrer == null ? "" : referrer;
        int prefix = 0;
        while (prefix < Math.min(url.length(), text.length()) && url.charAt(prefix) == text.charAt(prefix)) {
            prefix++;
        }
        put(out, prefix);
        put(out, text.substring(prefix));
    }

    static FrontierUrl decode(byte[] bytes) {
        Reader in = new Reader(bytes);
        int flags = in.next();
        int depth = (int) in.number();
        String url = in.text();
        int prefix = (int) in.number();
        String referrer = url.substring(0, prefix) + in.text();
        int seed = -1;
        int attempt = 1;
        long since = 0;
        List<CanonicalUrl> chain = new ArrayList<>();
        if ((flags & MORE) != 0) {
            seed = (int) in.number() - 1;
            attempt = (int) in.number();
            since = in.number();
            for (long hops = in.number(); hops > 0; hops--) {
                chain.add(CanonicalUrl.ofCanonical(in.text()));
            }
        }
        return new FrontierUrl(
                Kind.ofOrdinal(flags & 3),
                CanonicalUrl.ofCanonical(url),
                depth,
                referrer.isEmpty() ? null : referrer,
                seed,
                attempt,
                since == 0 ? null : Instant.ofEpochMilli(since),
                chain,
                (flags & COOKIES) != 0 ? cookies(in) : ChainCookies.NONE);
    }

    private static void put(ByteArrayOutputStream out, long number) {
        long rest = number;
        while (rest > 127) {
            out.write((int) (rest & 127 | 128));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static void put(ByteArrayOutputStream out, String text) {
        put(out, text.length());
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads on through the bytes. */
    private static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        int next() {
            return bytes[at++] & 255;
        }

        long number() {
            long number = 0;
            for (int shift = 0; ; shift += 7) {
                int next = next();
                number |= (long) (next & 127) << shift;
                if (next < 128) {
                    return number;
                }
            }
        }

        long digest() {
            at += Long.BYTES;
            return ByteBuffer.wrap(bytes, at - Long.BYTES, Long.BYTES).getLong();
        }

        String text() {
            int length = (int) number();
            at += length;
            return new String(bytes, at - length, length, StandardCharsets.ISO_8859_1);
        }
    }
}
