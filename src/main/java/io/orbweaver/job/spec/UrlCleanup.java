package io.orbweaver.job.spec;

import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.UrlResolver;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The removal of parts of discovered URLs that name a visitor and not a page, where the job asks for it: else a site
 * that puts a session into each link has endlessly many pages. Parameters that stay keep their order and their
 * spelling. Pure.
 *
 * @param sessionIds parameters and path parts of well-known session mechanisms, such as {@code ;jsessionid=}
 * @param tracking parameters of well-known analytics, such as {@code utm_source}
 */
public record UrlCleanup(boolean sessionIds, boolean tracking) {

    /** Nothing is taken out. */
    public static final UrlCleanup NONE = new UrlCleanup(false, false);

    private static final Set<String> SESSION = Set.of(
            "jsessionid",
            "phpsessid",
            "sessionid",
            "session_id",
            "sid",
            "aspsessionid",
            "cfid",
            "cftoken",
            "oscsid",
            "zenid",
            "xtcsid");
    private static final String ASP_SESSION = "aspsessionid";
    private static final Set<String> TRACKING = Set.of(
            "gclid",
            "gclsrc",
            "dclid",
            "gbraid",
            "wbraid",
            "fbclid",
            "msclkid",
            "yclid",
            "ysclid",
            "twclid",
            "ttclid",
            "li_fat_id",
            "igshid",
            "igsh",
            "mc_cid",
            "mc_eid",
            "_ga",
            "_gl",
            "_hsenc",
            "_hsmi",
            "__hssc",
            "__hstc",
            "__hsfp",
            "hsctatracking",
            "mkt_tok",
            "vero_id",
            "oly_enc_id",
            "oly_anon_id",
            "_openstat",
            "rb_clickid",
            "s_cid",
            "wickedid",
            "srsltid");
    private static final String UTM = "utm_";

    /** {@code ;jsessionid=…} and its like behind a path segment, and ASP.NET's {@code /(S(…))/}. */
    private static final Pattern SESSION_BEHIND_SEGMENT = Pattern.compile("(?i);(?:jsessionid|phpsessid|sid)=[^/;]*");

    private static final Pattern SESSION_SEGMENT = Pattern.compile("(?i)/\\((?:[asf]\\([0-9a-z]+\\))+\\)(?=/)");

    /** The URL without what is not wanted; the URL itself where nothing of it is there. */
    public CanonicalUrl apply(CanonicalUrl url) {
        if (this.equals(NONE) || !url.isHttp()) {
            return url;
        }
        String path = url.path();
        boolean sessionMayBe = sessionIds && (path.indexOf(';') >= 0 || path.indexOf('(') >= 0);
        String cleanPath = sessionMayBe ? withoutSessions(path) : path;
        String query = url.query();
        String cleanQuery = query == null ? null : cleaned(query);
        boolean queryGone = query == null || cleanQuery == null || cleanQuery.isEmpty() && !query.isEmpty();
        String clean = cleanPath + (queryGone ? "" : "?" + cleanQuery);
        String before = url.pathAndQuery();
        if (clean.equals(before)) {
            return url;
        }
        // what is left may be a dot segment, which no canonical URL has: "/a/..;sid=1"
        String href = url.href().substring(0, url.href().length() - before.length()) + clean;
        CanonicalUrl resolved = UrlResolver.parse(href).urlOrNull();
        return resolved == null ? url : resolved;
    }

    /** The second after the first, which may have stood between it and its slash: "/(S(a));sid=1/". */
    private static String withoutSessions(String path) {
        String bare = SESSION_BEHIND_SEGMENT.matcher(path).replaceAll("");
        return SESSION_SEGMENT.matcher(bare).replaceAll("");
    }

    private String cleaned(String query) {
        StringBuilder kept = new StringBuilder(query.length());
        boolean first = true;
        for (String parameter : query.split("&", -1)) {
            if (!isUnwanted(parameter)) {
                kept.append(first ? "" : "&").append(parameter);
                first = false;
            }
        }
        return kept.toString();
    }

    private boolean isUnwanted(String parameter) {
        int equals = parameter.indexOf('=');
        String name = (equals < 0 ? parameter : parameter.substring(0, equals)).toLowerCase(Locale.ROOT);
        return sessionIds && (SESSION.contains(name) || name.startsWith(ASP_SESSION))
                || tracking && (TRACKING.contains(name) || name.startsWith(UTM));
    }
}
