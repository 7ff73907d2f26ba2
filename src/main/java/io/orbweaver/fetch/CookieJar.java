package io.orbweaver.fetch;

import io.netty.handler.codec.http.cookie.ClientCookieDecoder;
import io.netty.handler.codec.http.cookie.Cookie;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Host;
import io.orbweaver.url.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of one job (RFC 6265), stricter than browsers are: what an origin sets goes back to that origin alone,
 * never to another scheme, host or port, whatever its Domain says. One whose Domain is foreign, or a public suffix, is
 * refused altogether (§5.3).
 *
 * <p>A cookie whose name and value have more than {@link #COOKIE_BYTES_MAX} octets is refused, and an attribute whose
 * value has more than {@link #ATTRIBUTE_BYTES_MAX} does not count (RFC 6265bis §5.6).
 *
 * <p>In memory only, up to {@link #CHARS_MAX} characters; the origin that was asked least lately is forgotten first.
 * Safe for use by any thread: each call is short and holds a lock, never across an asynchronous step.
 */
public final class CookieJar {

    /** Characters of all cookies' names, values and paths together. */
    public static final int CHARS_MAX = 256 << 10;

    /** Cookies of one origin; the oldest goes first. */
    public static final int ORIGIN_COOKIES_MAX = 50;

    /** Octets of one cookie's name and value. */
    public static final int COOKIE_BYTES_MAX = 4096;

    /** Octets of one attribute's value. */
    public static final int ATTRIBUTE_BYTES_MAX = 1024;

    private final Map<Origin, Map<Key, Kept>> origins = new LinkedHashMap<>(16, 0.75f, true);
    private int chars;

    /** What a later cookie replaces. */
    private record Key(String name, String path) {}

    /** A cookie with its end. */
    private record Kept(String pair, String path, Instant expiry) {

        int chars() {
            return pair.length() + path.length();
        }
    }

    /** Keeps what an answer sets. */
    public synchronized void take(CanonicalUrl from, List<String> setCookies, Instant now) {
        for (String field : setCookies) {
            take(from, field, now, true);
        }
    }

    /** Keeps a cookie that was set before, perhaps on another instance, unless there is a later one of its name. */
    public synchronized void restore(CanonicalUrl from, String setCookie, Instant now) {
        take(from, setCookie, now, false);
    }

    /** Whether a cookie is within the bound of its name and value. */
    static boolean isSmall(String setCookie) {
        int end = setCookie.indexOf(';');
        return (end < 0 ? setCookie.length() : end) <= COOKIE_BYTES_MAX + 1; // the sign between them does not count
    }

    private void take(CanonicalUrl from, String field, Instant now, boolean replacing) {
        Cookie cookie = decoded(field);
        if (cookie == null || !isAcceptable(cookie, from)) {
            return;
        }
        if (replacing || !origins.getOrDefault(from.origin(), Map.of()).containsKey(key(cookie, from))) {
            keep(from, cookie, now);
        }
        Iterator<Map<Key, Kept>> oldest = origins.values().iterator();
        while (chars > CHARS_MAX && oldest.hasNext()) {
            oldest.next().values().forEach(this::forget);
            oldest.remove();
        }
    }

    /** The cookie; null where the field has control characters (RFC 6265bis §5.6), or an invalid path or domain. */
    private static @Nullable Cookie decoded(String field) {
        if (field.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f)) {
            return null;
        }
        try {
            Cookie cookie = ClientCookieDecoder.LAX.decode(withinBounds(field));
            boolean small =
                    cookie != null && cookie.name().length() + cookie.value().length() <= COOKIE_BYTES_MAX;
            return small ? cookie : null;
        } catch (IllegalArgumentException e) {
            return null; // it throws for a path or domain that is not ASCII, which no canonical URL has
        }
    }

    /** Without attributes that are too long. */
    private static String withinBounds(String field) {
        if (field.length() <= ATTRIBUTE_BYTES_MAX) {
            return field;
        }
        String[] parts = field.split(";");
        StringBuilder kept = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            int value = parts[i].indexOf('=') + 1;
            if (parts[i].length() - value <= ATTRIBUTE_BYTES_MAX) {
                kept.append(';').append(parts[i]);
            }
        }
        return kept.toString();
    }

    private static Key key(Cookie cookie, CanonicalUrl from) {
        String given = cookie.path();
        String path = given != null && given.startsWith("/") ? given : defaultPath(from.path());
        return new Key(cookie.name(), path);
    }

    private static boolean isAcceptable(Cookie cookie, CanonicalUrl from) {
        boolean secure = from.scheme().equals("https");
        String domain = cookie.domain();
        boolean named = domain != null && !domain.isBlank();
        if (cookie.isSecure() && !secure || named && !isOwn(domain, from.host().name())) {
            return false;
        }
        // the prefixes are promises: RFC 6265bis §4.1.3
        boolean hostPrefix = cookie.name().startsWith("__Host-");
        return !(hostPrefix || cookie.name().startsWith("__Secure-"))
                || cookie.isSecure() && !(hostPrefix && (named || !"/".equals(cookie.path())));
    }

    private static boolean isOwn(String domain, String host) {
        String bare = domain.strip().toLowerCase(Locale.ROOT);
        String name = bare.startsWith(".") ? bare.substring(1) : bare;
        String registrable = new Host(host).registrableDomain();
        return name.equals(host)
                || host.endsWith("." + name) && (name.equals(registrable) || name.endsWith("." + registrable));
    }

    private void keep(CanonicalUrl from, Cookie cookie, Instant now) {
        Key key = key(cookie, from);
        Map<Key, Kept> kept = origins.computeIfAbsent(from.origin(), origin -> new LinkedHashMap<>());
        Kept before = kept.remove(key);
        if (before != null) {
            forget(before);
        }
        long maxAge = cookie.maxAge();
        if (maxAge <= 0 && maxAge != Cookie.UNDEFINED_MAX_AGE) {
            if (kept.isEmpty()) {
                origins.remove(from.origin());
            }
            return;
        }
        Instant expiry =
                maxAge == Cookie.UNDEFINED_MAX_AGE ? Instant.MAX : now.plusSeconds(Math.min(maxAge, 400L * 86_400));
        Kept fresh = new Kept(
                cookie.name() + "=" + (cookie.wrap() ? "\"" + cookie.value() + "\"" : cookie.value()),
                key.path(),
                expiry);
        kept.put(key, fresh);
        chars += fresh.chars();
        if (kept.size() > ORIGIN_COOKIES_MAX) {
            forget(kept.remove(kept.keySet().iterator().next()));
        }
    }

    private void forget(@Nullable Kept cookie) {
        chars -= cookie == null ? 0 : cookie.chars();
    }

    /** The Cookie field for a request, longer paths first (§5.4); null if there is no cookie to send. */
    public synchronized @Nullable String header(CanonicalUrl url, Instant now) {
        Map<Key, Kept> kept = origins.get(url.origin());
        if (kept == null) {
            return null;
        }
        List<Kept> sent = new ArrayList<>();
        for (Kept cookie : kept.values()) {
            if (cookie.expiry().isAfter(now) && matches(cookie.path(), url.path())) {
                sent.add(cookie);
            }
        }
        sent.sort(Comparator.comparingInt(cookie -> -cookie.path().length()));
        return sent.isEmpty() ? null : sent.stream().map(Kept::pair).collect(Collectors.joining("; "));
    }

    /** §5.1.4, path-match. */
    private static boolean matches(String cookiePath, String path) {
        return path.startsWith(cookiePath)
                && (path.length() == cookiePath.length()
                        || cookiePath.endsWith("/")
                        || path.charAt(cookiePath.length()) == '/');
    }

    /** §5.1.4, default-path. */
    private static String defaultPath(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }
}
