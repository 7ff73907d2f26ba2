package io.orbweaver.fetch;

import io.orbweaver.body.ExchangeHead;
import io.orbweaver.outcome.FailureKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of one hop. */
public sealed interface Fetched {

    /** Status and headers of the answer; null without an answer. */
    default @Nullable Head headOrNull() {
        if (this instanceof Response response) {
            return response.head();
        }
        if (this instanceof Redirect redirect) {
            return redirect.head();
        }
        return this instanceof Refused refused ? refused.head() : null;
    }

    /**
     * A 2xx answer whose body the sink has taken whole.
     *
     * @param head status and headers
     * @param bytes decoded length of the body
     * @param sha256 of the decoded body, lower-case hex
     * @param millis from the start to the last byte
     */
    record Response(Head head, long bytes, String sha256, long millis) implements Fetched {}

    /**
     * A 3xx answer that names another place.
     *
     * @param head status and headers
     * @param location the Location header, bytes beyond ASCII percent-encoded
     * @param cookie the request's Cookie header, or null
     */
    record Redirect(Head head, String location, @Nullable String cookie) implements Fetched {

        /** One whose request had no cookies. */
        public Redirect(Head head, String location) {
            this(head, location, null);
        }
    }

    /**
     * A final answer that is no success; its body was not kept.
     *
     * @param head status and headers
     */
    record Refused(Head head) implements Fetched {}

    /**
     * No answer, or none that could be read.
     *
     * @param kind the cause
     * @param message a clause for a person; contains no address
     */
    record Failed(FailureKind kind, String message) implements Fetched {}

    /**
     * Status and the headers that matter to a crawl.
     *
     * @param status HTTP status
     * @param contentType Content-Type as sent, or null
     * @param retryAfter Retry-After as sent, or null
     * @param robotsTags X-Robots-Tag fields as sent
     * @param setCookies Set-Cookie fields as sent, the first {@link #COOKIES_MAX} that {@link CookieJar} would take for
     *     their lengths
     * @param links Link fields, bytes beyond ASCII percent-encoded
     * @param refresh Refresh, bytes beyond ASCII percent-encoded; or null
     * @param exchange all of both heads, where the request asked for them; else null
     * @param omitted what a bound kept out: cookies of an answer, entries of a folder
     */
    record Head(
            int status,
            @Nullable String contentType,
            @Nullable String retryAfter,
            List<String> robotsTags,
            List<String> setCookies,
            List<String> links,
            @Nullable String refresh,
            @Nullable ExchangeHead exchange,
            int omitted) {

        /** A head of which nothing was kept out. */
        public Head(
                int status,
                @Nullable String contentType,
                @Nullable String retryAfter,
                List<String> robotsTags,
                List<String> setCookies,
                List<String> links,
                @Nullable String refresh,
                @Nullable ExchangeHead exchange) {
            this(status, contentType, retryAfter, robotsTags, setCookies, links, refresh, exchange, 0);
        }

        /** A head without fields that say where a page leads. */
        public Head(
                int status,
                @Nullable String contentType,
                @Nullable String retryAfter,
                List<String> robotsTags,
                List<String> setCookies,
                @Nullable ExchangeHead exchange) {
            this(status, contentType, retryAfter, robotsTags, setCookies, List.of(), null, exchange);
        }

        /** A head without the exchange's own. */
        public Head(
                int status,
                @Nullable String contentType,
                @Nullable String retryAfter,
                List<String> robotsTags,
                List<String> setCookies) {
            this(status, contentType, retryAfter, robotsTags, setCookies, null);
        }

        /** The same, of which a bound kept something out. */
        Head without(int more) {
            return new Head(status, contentType, retryAfter, robotsTags, setCookies, links, refresh, exchange, more);
        }

        /** Cookies of one answer. */
        public static final int COOKIES_MAX = 50;
    }
}
