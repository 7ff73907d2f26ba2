package io.orbweaver.fetch;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of how pages are fetched.
 *
 * @param concurrency transfers in flight in this instance, robots.txt included; 1 to 1,000
 * @param userAgent the User-Agent header; its product token is what robots.txt is read for
 * @param acceptLanguage the Accept-Language header of each request that a job sets none for; empty for none
 * @param connectTimeout for a connection to be made; a job's own timeout may be shorter
 * @param firstByteTimeout for an answer to begin once the request is sent, and between two reads
 * @param idleTimeout for which an unused connection is kept
 * @param eventLoops threads that transfers run on; 0 for one for each two cores
 * @param sslBundle name of a Spring Boot SSL bundle whose trust store names authorities to trust besides the JDK's own;
 *     empty for those alone
 * @param dnsServers servers that names are asked of, {@code address:port} or {@code [address]:port}; empty for the
 *     system's. Names are kept for as long as their records say, 60 seconds at most, and 5 seconds for a name that does
 *     not exist
 * @param proxy a proxy for every request, {@code http://user:password@host:port} or {@code socks5://host:port}; empty
 *     for none. Names are resolved and addresses are judged here: it is asked for addresses only
 */
@Validated
@ConfigurationProperties("orbweaver.fetch")
public record FetchProperties(
        @DefaultValue("10") @Min(1) @Max(1000) int concurrency,

        @DefaultValue("Orbweaver/0 (+https://github.com/orbweaver/orbweaver)") @NotBlank
        String userAgent,

        @DefaultValue("en, *;q=0.5") String acceptLanguage,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("20s") Duration firstByteTimeout,
        @DefaultValue("15s") Duration idleTimeout,
        @DefaultValue("0") @Min(0) @Max(64) int eventLoops,
        @DefaultValue("") String sslBundle,
        @DefaultValue List<String> dnsServers,
        @DefaultValue("") String proxy) {

    /** Leaves the proxy out, which may have a password. */
    @Override
    public String toString() {
        return "FetchProperties[concurrency=" + concurrency + ", userAgent=" + userAgent + "]";
    }

    /** The product token in the User-Agent header (RFC 9309 §2.2.1): what comes before the version. */
    public String productToken() {
        int end = 0;
        while (end < userAgent.length() && isTokenChar(userAgent.charAt(end))) {
            end++;
        }
        return userAgent.substring(0, end);
    }

    private static boolean isTokenChar(char c) {
        return c == '-' || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
