package io.orbweaver.api.openapi;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/** The shape of a submission, for the API's document only; a test holds its fields equal to what is read. */
@Schema(description = "What to crawl. Only seeds are needed; unknown fields are refused.")
public record JobSubmission(
        @Schema(
                description = "1 to 1,000 http or https URLs without credentials, or files below the operator's roots",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "[\"https://docs.example.org/\"]")
        List<String> seeds,

        @Schema(
                description = "which discovered URLs belong",
                allowableValues = {"host", "domain", "prefix", "any"},
                defaultValue = "host")
        String scope,

        @Schema(description = "RE2 patterns, one of which must occur in a discovered URL; at most 100")
        List<String> include,

        @Schema(description = "RE2 patterns, none of which may occur in a discovered URL; at most 100")
        List<String> exclude,

        @Schema(minimum = "1", maximum = "10000000", defaultValue = "1000")
        long maxPages,

        @Schema(minimum = "0", maximum = "10000", defaultValue = "20")
        int maxDepth,

        @Schema(description = "running time, pauses left out, such as \"1h\"", nullable = true)
        String maxDuration,

        @Schema(description = "decoded bytes, such as \"2GB\"", nullable = true)
        String maxBytes,

        @Schema(
                description =
                        "what to do with the sitemaps that robots.txt names; with 'only', seeds and links are left",
                allowableValues = {"include", "only", "ignore"},
                defaultValue = "include")
        String sitemaps,

        @Schema(description = "false only where the operator permits it", defaultValue = "true")
        boolean robots,

        @Schema(description = "this job's own cap of leases", minimum = "1", maximum = "10000", nullable = true)
        Integer concurrency,

        @Schema(description = "transfers in flight on one host", minimum = "1", maximum = "100", defaultValue = "2")
        int perHost,

        @Schema(description = "between two starts on one host, 0ms to 60s", defaultValue = "100ms")
        String delay,

        @Schema(description = "for one hop, 10ms to 10m", defaultValue = "20s")
        String timeout,

        @Schema(description = "attempts after the first", minimum = "0", maximum = "20", defaultValue = "3")
        int retries,

        @Schema(description = "decoded, up to 100MB", defaultValue = "10MB")
        String maxBodySize,

        @Schema(description = "sent to the seeds' own origins only; at most 50")
        Map<String, String> headers,

        @Schema(description = "what is taken out of pages; nothing by default")
        Extract extract,

        @Schema(
                description = "whether the bodies of pages are kept, to be read or exported as WARC",
                defaultValue = "false")
        boolean keepBodies,

        @Schema(description = "false: stored, and fetches nothing until it is started", defaultValue = "true")
        boolean start,

        @Schema(description = "the client's own names for it; at most 50")
        Map<String, String> labels,

        @Schema(description = "what is taken out of discovered URLs; nothing by default")
        CleanUrls cleanUrls,

        @Schema(description = "when a discovered URL is skipped as one of endlessly many; null lifts a rule")
        Traps traps,

        @Schema(
                description = "treatment of a page with an earlier one's content, or another canonical URL",
                allowableValues = {"report", "skip"},
                defaultValue = "report")
        String duplicates,

        @Schema(description = "whether what an origin sets is sent back to it, and to no other", defaultValue = "false")
        boolean cookies,

        @Schema(
                description = "the elements that links are taken from: a, area, link, iframe, frame, img (srcset too),"
                        + " source, refresh (meta http-equiv, and the header field)",
                defaultValue = "[\"a\", \"area\"]")
        List<String> follow) {

    /** What is taken out of pages. */
    @Schema(description = "What is taken out of pages.")
    record Extract(
            @Schema(
                    description = "title, description, language, canonical URL, Open Graph, Twitter card, JSON-LD,"
                            + " headings, times; by default where anything else is asked",
                    nullable = true)
            Boolean metadata,

            @Schema(description = "the main content as plain text", defaultValue = "false")
            boolean text,

            @Schema(description = "the main content as Markdown", defaultValue = "false")
            boolean markdown,

            @Schema(description = "all links with their texts", defaultValue = "false")
            boolean links,

            @Schema(
                    description =
                            "by name, a CSS selector: 'span.price' for its text, 'a@href' for an attribute, absolute"
                                    + " where it is a URL,"
                                    + " 'li[]' for all matches; at most 50",
                    example = "{\"price\": \"span.price\"}")
            Map<String, String> fields,

            @Schema(
                    description = "counted in the decoded source without overlaps: literal strings, and RE2 patterns"
                            + " behind 're:', line by line; at most 50")
            List<String> patterns) {}

    /** What is taken out of discovered URLs. */
    @Schema(description = "What is taken out of discovered URLs.")
    record CleanUrls(
            @Schema(description = "well-known session parameters and path parts", defaultValue = "false")
            boolean sessionIds,

            @Schema(description = "well-known tracking parameters", defaultValue = "false")
            boolean tracking) {}

    /** Bounds of a discovered URL. */
    @Schema(description = "Bounds of a discovered URL.")
    record Traps(
            @Schema(minimum = "100", maximum = "8192", defaultValue = "2000", nullable = true)
            Integer urlLength,

            @Schema(minimum = "1", maximum = "1000", defaultValue = "50", nullable = true)
            Integer segments,

            @Schema(minimum = "1", maximum = "100", defaultValue = "3", nullable = true)
            Integer repeats,

            @Schema(minimum = "0", maximum = "100", defaultValue = "5", nullable = true)
            Integer years) {}
}
