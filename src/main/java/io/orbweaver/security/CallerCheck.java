package io.orbweaver.security;

import io.netty.util.NetUtil;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides, from a request's headers, whether a web page might be behind it that has no business here.
 *
 * <p>DNS rebinding needs a name in Host; a form or script of another site sends a foreign Origin, or says cross-site.
 * One of a neighbour under the same domain says same-site, and is no less foreign. Immutable and pure.
 */
final class CallerCheck {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Set<String> hosts;

    /** @param hosts names by which it may be called besides loopback's */
    CallerCheck(Set<String> hosts) {
        this.hosts = hosts.stream().map(h -> h.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a Host header is a loopback name, an IP literal, or one of the names that the operator gave. */
    boolean isOurs(@Nullable String hostHeader) {
        if (hostHeader == null) {
            return false;
        }
        String name = nameOf(hostHeader);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || isLiteral(name)
                || hosts.contains(name)
                || hosts.contains(hostHeader.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * Why it is not clear which host a request is for (RFC 9112 §3.2); null where it is.
     *
     * @param target as it came: a path, or a whole URL
     * @param hosts its Host fields
     */
    static @Nullable Refusal unclear(String target, List<String> hosts) {
        if (hosts.size() > 1) {
            return Refusal.SEVERAL_HOSTS;
        }
        int authority = target.startsWith("/") || target.equals("*") ? -1 : target.indexOf("://");
        if (authority < 0) {
            return null;
        }
        String rest = target.substring(authority + 3);
        String named = rest.substring(0, end(rest));
        boolean same = hosts.size() == 1 && named.equalsIgnoreCase(hosts.get(0).strip());
        return same ? null : Refusal.OTHER_AUTHORITY;
    }

    private static int end(String authorityAndPath) {
        int at = 0;
        while (at < authorityAndPath.length() && "/?#".indexOf(authorityAndPath.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** Whether an unsafe request comes from a page of another site. */
    boolean isCrossSite(String method, @Nullable String host, @Nullable String origin, @Nullable String fetchSite) {
        if (SAFE_METHODS.contains(method)) {
            return false;
        }
        return "cross-site".equals(fetchSite)
                || "same-site".equals(fetchSite)
                || (origin != null && !sameHost(origin, host));
    }

    /** Host and port alone are compared: TLS may end at a proxy, so that this service's scheme is not the browser's. */
    private static boolean sameHost(String origin, @Nullable String host) {
        if (host == null) {
            return false;
        }
        try {
            URI from = new URI(origin);
            String scheme = from.getScheme();
            if (from.getHost() == null || scheme == null) {
                return false;
            }
            int usual = scheme.equals("https") ? 443 : 80;
            int port = from.getPort() < 0 ? usual : from.getPort();
            return from.getHost().equalsIgnoreCase(bracketed(nameOf(host))) && port == portOf(host, usual);
        } catch (java.net.URISyntaxException e) {
            return false;
        }
    }

    private static String nameOf(String host) {
        String text = host.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? text : text.substring(1, end);
        }
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static int portOf(String host, int otherwise) {
        int colon = host.lastIndexOf(':');
        if (colon < 0 || colon < host.lastIndexOf(']')) {
            return otherwise;
        }
        String digits = host.substring(colon + 1).strip();
        return digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : -1;
    }

    private static String bracketed(String name) {
        return name.contains(":") ? "[" + name + "]" : name;
    }

    private static boolean isLiteral(String name) {
        return NetUtil.isValidIpV4Address(name) || NetUtil.isValidIpV6Address(name);
    }
}
