package io.orbweaver.explain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The answer for one URL. Parts that were not reached, because an earlier one decided, are null.
 *
 * @param url as it was asked
 * @param canonical its canonical form, cleaned as the job asks; null where it is no URL to crawl
 * @param crawl whether the job fetches it, has fetched it, or would if it came across it
 * @param why what decides: {@code outcome}, {@code seed}, {@code queued}, {@code allowed}, or against it
 *     {@code not-a-url}, {@code unsupported}, {@code duplicate}, {@code scope}, {@code include}, {@code exclude},
 *     {@code forbidden-address}, {@code file}, {@code trap}, {@code robots}, {@code robots-unreachable}, a failure kind
 *     of robots.txt, or {@code ended}
 * @param detail the same in a sentence
 * @param known what the job knows of it
 * @param scope its relation to the scope and the patterns
 * @param robots what its origin's robots.txt says of it
 * @param politeness when its host may be asked
 * @param outcome its outcome
 */
public record Explanation(
        String url,
        @Nullable String canonical,
        boolean crawl,
        String why,
        String detail,
        @Nullable Known known,
        @Nullable InScope scope,
        @Nullable Robots robots,
        @Nullable Politeness politeness,
        @Nullable Outcome outcome) {

    /**
     * What the job knows of it.
     *
     * @param of the known URL: itself, or the one whose redirects led to it
     * @param seed whether it is one of the job's seeds
     * @param depth links from a seed, or null where that is not known
     * @param referrer the page that linked it first, or null
     */
    public record Known(
            String of,
            boolean seed,
            @Nullable Integer depth,
            @Nullable String referrer) {}

    /**
     * Its relation to the scope.
     *
     * @param kind of the scope
     * @param covers whether it lies in the seeds' part of the web
     * @param include the pattern that takes it in, or null
     * @param exclude the pattern that keeps it out, or null
     */
    public record InScope(
            String kind,
            boolean covers,
            @Nullable String include,
            @Nullable String exclude) {}

    /**
     * What robots.txt says.
     *
     * @param state {@code known}, {@code cut} (known to its first 500 KB), {@code unknown} (not asked for yet),
     *     {@code unreachable}, {@code failed}, or {@code ignored} by this job
     * @param group whose lines decide: this crawler's product token, {@code *}, or null
     * @param rule the line that decides, as it is compared, or null
     * @param allowed whether it may be fetched; null where that is not known
     * @param crawlDelayMillis the Crawl-delay, 0 for none
     */
    public record Robots(
            String state,
            @Nullable String group,
            @Nullable String rule,
            @Nullable Boolean allowed,
            long crawlDelayMillis) {}

    /**
     * When its host may be asked.
     *
     * @param host the host
     * @param inFlight transfers in flight there
     * @param nextDue when spacing, back-off and Retry-After allow the next, or null for now
     * @param backoffMillis the present back-off
     * @param circuitOpen whether the host is unreachable
     */
    public record Politeness(
            String host, int inFlight, @Nullable Instant nextDue, long backoffMillis, boolean circuitOpen) {}

    /**
     * Its outcome.
     *
     * @param seq number of the event
     * @param type of the event
     * @param data of the event
     */
    public record Outcome(long seq, String type, JsonNode data) {}
}
