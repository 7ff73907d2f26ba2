package io.orbweaver.frontier;

import io.orbweaver.url.CanonicalUrl;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of a redirect chain, parked with it: which were sent, so that a chain is judged by its requests and not
 * by their URLs alone, and which were set, so that whichever instance goes on sends them.
 *
 * @param sent a digest of the Cookie field of each request that was redirected, in order; 0 for none
 * @param set what the answers set, the oldest first, at most {@link #COOKIES_MAX} with {@link #CHARS_MAX} characters;
 *     what does not fit is left to the job's own cookies
 */
public record ChainCookies(List<Long> sent, List<SetCookie> set) {

    /** Characters of all fields together. */
    public static final int CHARS_MAX = 8 << 10;

    /** Cookies that are parked with one chain. */
    public static final int COOKIES_MAX = 50;

    /** Of a chain without cookies. */
    public static final ChainCookies NONE = new ChainCookies(List.of(), List.of());

    /**
     * A Set-Cookie field.
     *
     * @param from the URL that was asked for
     * @param field as it came
     */
    public record SetCookie(CanonicalUrl from, String field) {}

    /** Copies what is mutable. */
    public ChainCookies {
        sent = List.copyOf(sent);
        set = List.copyOf(set);
    }

    /** Whether the chain has none, neither sent nor set. */
    public boolean isEmpty() {
        return set.isEmpty() && sent.stream().allMatch(digest -> digest == 0);
    }

    /**
     * The same, one request later.
     *
     * @param request its place on the chain, from 0
     * @param cookie its Cookie field, or null
     * @param fields its answer's Set-Cookie fields
     */
    public ChainCookies plus(int request, CanonicalUrl from, @Nullable String cookie, List<String> fields) {
        List<Long> requests = new ArrayList<>(sent);
        while (requests.size() < request) {
            requests.add(0L);
        }
        requests.add(digest(cookie));
        List<SetCookie> kept = new ArrayList<>(set);
        int chars =
                set.stream().mapToInt(cookieSet -> cookieSet.field().length()).sum();
        for (String field : fields) {
            if (chars + field.length() <= CHARS_MAX && kept.size() < COOKIES_MAX) {
                chars += field.length();
                kept.add(new SetCookie(from, field));
            }
        }
        return new ChainCookies(requests, kept);
    }

    /** Whether a request of the chain had this Cookie field. */
    boolean hasSent(int request, @Nullable String cookie) {
        long digest = request < sent.size() ? sent.get(request) : 0;
        return digest == digest(cookie);
    }

    /** FNV-1a of 64 bits: to distinguish a handful of fields, never 0 for one. */
    private static long digest(@Nullable String cookie) {
        if (cookie == null) {
            return 0;
        }
        long hash = 0xcbf29ce484222325L;
        for (byte b : cookie.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ b & 0xff) * 0x100000001b3L;
        }
        return hash == 0 ? 1 : hash;
    }
}
