package io.orbweaver.demo;

import io.orbweaver.event.EventType;
import io.orbweaver.job.Counters;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The text of the demo in a terminal, made from values. */
final class DemoConsole {

    private static final int TEXT_MAX = 60;
    /** Short enough for a narrow terminal, where a longer one would wrap and not be rewritten. */
    private static final String PROGRESS = "%4d pages %3d failures %3d skips %5d queued %3d in flight %6.1f/s %6.1f s";

    private DemoConsole() {}

    /**
     * One line for an outcome.
     *
     * @param type {@code PAGE}, {@code FAILURE} or {@code SKIP}
     * @param data of its event
     * @param authority of the site, which is left out of its URLs
     */
    static String outcome(EventType type, JsonNode data, String authority) {
        String where = where(data.path("url").asString(""), authority);
        return switch (type) {
            case PAGE -> line("page", size(number(data, "bytes")), number(data, "millis") + " ms", where, about(data));
            case FAILURE -> line("failure", kind(data), status(data), where, attempts(data));
            case SKIP -> line("skip", data.path("reason").asString(""), "", where, of(data, authority));
            case STATE, END, PROGRESS, SITEMAP -> throw new IllegalArgumentException(type + " is no outcome");
        };
    }

    private static String line(String what, String first, String second, String where, String more) {
        return String.format(Locale.ROOT, "%-7s %9s %7s  %s%s", what, first, second, where, more)
                .stripTrailing();
    }

    private static String where(String url, String authority) {
        String own = "http://" + authority;
        return printable(url.startsWith(own + "/") ? url.substring(own.length()) : url);
    }

    private static String about(JsonNode page) {
        StringBuilder about = new StringBuilder();
        if (page.path("title").isString()) {
            about.append("  \"")
                    .append(printable(page.path("title").asString()))
                    .append('"');
        }
        int redirects = page.path("redirects").size();
        if (redirects > 0) {
            about.append("  after ").append(counted(redirects, "redirect"));
        }
        if (number(page, "attempt") > 1) {
            about.append("  at attempt ").append(number(page, "attempt"));
        }
        return about.toString();
    }

    private static String kind(JsonNode failure) {
        return failure.path("kind").asString("");
    }

    private static String status(JsonNode failure) {
        return failure.path("status").isNumber() ? String.valueOf(number(failure, "status")) : "";
    }

    private static String attempts(JsonNode failure) {
        long attempts = number(failure, "attempts");
        return attempts > 1 ? "  after " + counted(attempts, "attempt") : "";
    }

    private static String of(JsonNode skip, String authority) {
        return skip.path("of").isString() ? "  of " + where(skip.path("of").asString(), authority) : "";
    }

    private static long number(JsonNode data, String name) {
        return data.path(name).asLong(0);
    }

    /**
     * How far the crawl is.
     *
     * @param counters the job's account
     * @param inFlight requests in flight, as the site counts them
     * @param pagesPerSecond just now
     * @param running for how long
     */
    static String progress(Counters counters, int inFlight, double pagesPerSecond, Duration running) {
        return String.format(
                Locale.ROOT,
                PROGRESS,
                counters.pages(),
                counters.failures(),
                counters.skips(),
                counters.queued(),
                inFlight,
                pagesPerSecond,
                seconds(running));
    }

    /**
     * The result of the crawl.
     *
     * @param ended the job's last state, and why
     * @param counters its account
     * @param running for how long
     * @param failures number of failures by kind
     * @param skips number of skips by reason
     * @param peak the most requests in flight, as the site counted them
     */
    record Summary(
            String ended,
            Counters counters,
            Duration running,
            Map<String, Integer> failures,
            Map<String, Integer> skips,
            int peak) {

        List<String> lines() {
            double seconds = Math.max(seconds(running), 0.001);
            return List.of(
                    "",
                    String.format(Locale.ROOT, "The crawl is %s, after %.1f s:", ended, seconds),
                    row(
                            counters.pages(),
                            "pages",
                            String.format(
                                    Locale.ROOT, "%s, %.1f/s", size(counters.bytes()), counters.pages() / seconds)),
                    row(counters.failures(), "failures", listed(failures)),
                    row(counters.skips(), "skips", listed(skips)),
                    row(peak, "in flight", "at most, as the demo site counted them"));
        }

        private static String row(long count, String what, String detail) {
            return String.format(Locale.ROOT, "%6d %-10s %s", count, what, detail)
                    .stripTrailing();
        }

        private static String listed(Map<String, Integer> counts) {
            return counts.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", "));
        }
    }

    /**
     * What to try next.
     *
     * @param service the service's address
     * @param job the job's id
     * @param authority of the site
     */
    static List<String> invitation(String service, String job, String authority) {
        String jobs = service + "/v1/jobs";
        String spec = "{\"seeds\":[\"http://" + authority + "/guide/\"],\"scope\":\"prefix\",\"delay\":\"50ms\"}";
        return List.of(
                "",
                "Try:",
                "  curl " + jobs + "/" + job,
                "  curl -N '" + jobs + "/" + job + "/events?types=failure,skip'",
                "  curl " + jobs + "/" + job + "/pages",
                "  curl -N -H 'Accept: text/event-stream' -H 'Content-Type: application/json' \\",
                "    -d '" + spec + "' \\",
                "    " + jobs,
                "",
                "The dashboard is at " + service + "/, the API's pages at " + service + "/swagger-ui.html.",
                "It keeps serving until Ctrl-C.");
    }

    /** A length as people read it. */
    static String size(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f KB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    private static String counted(long n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    /** A text from the web as one short piece of a line: without anything that a terminal would obey. */
    private static String printable(String text) {
        String plain = text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return plain.codePointCount(0, plain.length()) <= TEXT_MAX
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, TEXT_MAX - 3)) + "...";
    }
}
