package io.orbweaver.event;

import io.orbweaver.job.Counters;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.JobWaits;
import io.orbweaver.job.SitemapCounters;
import io.orbweaver.outcome.Extracted;
import io.orbweaver.outcome.Failure;
import io.orbweaver.outcome.Omitted;
import io.orbweaver.outcome.Outcome;
import io.orbweaver.outcome.Page;
import io.orbweaver.outcome.SitemapOutcome;
import io.orbweaver.outcome.Skip;
import io.orbweaver.url.CanonicalUrl;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The encoder of events: each event's data is encoded once, at commit; the bytes hold no sequence number and are stored
 * and sent as they are.
 */
public final class EventJson {

    /** Bytes of one event; a page's or failure's long texts are cut to stay below. */
    public static final int BYTES_MAX = 64 << 10;

    /** Bytes of a page's data where it is stored whole. */
    public static final int WHOLE_BYTES_MAX = 8 << 20;

    private static final int TEXT_CHARS_MAX = 4_096;

    /** In an event that was too long: a control character takes six bytes, and there are three texts and two URLs. */
    private static final int TRUNCATED_CHARS_MAX = 1_024;

    /** Bytes that the flag of a truncated event takes. */
    private static final int TRUNCATED_BYTES = 32;

    private static final JsonFactory FACTORY = new JsonFactory();

    private EventJson() {}

    /**
     * The position of a URL in its crawl, which each outcome event states.
     *
     * @param url the known URL
     * @param depth links from a seed
     * @param referrer the page that linked it first, or null
     * @param at when the outcome was decided
     */
    public record Place(
            CanonicalUrl url, int depth, @Nullable String referrer, Instant at) {}

    /** The type of an outcome's event. */
    public static EventType typeOf(Outcome outcome) {
        if (outcome instanceof Page) {
            return EventType.PAGE;
        }
        return outcome instanceof Failure ? EventType.FAILURE : EventType.SKIP;
    }

    /** An outcome's data; what is long is compressed, which takes milliseconds. */
    public static EventData outcome(Place place, Outcome outcome) {
        byte[] whole = encode(place, outcome, false, Set.of());
        if (whole.length <= BYTES_MAX) {
            return new EventData(whole, null);
        }
        if (!(outcome instanceof Page page) || whole.length > WHOLE_BYTES_MAX) {
            return new EventData(encode(place, outcome, true, Set.of()), null);
        }
        byte[] fits = encode(place, outcome, false, leftOut(page.extracted(), whole.length));
        return new EventData(
                fits.length <= BYTES_MAX ? fits : encode(place, outcome, true, Set.of()), OversizedData.frame(whole));
    }

    /** The largest parts, without which the rest may fit. */
    private static Set<String> leftOut(Extracted extracted, int bytes) {
        Map<String, String> parts = new HashMap<>(extracted.parts());
        Set<String> out = new HashSet<>();
        int rest = bytes;
        while (rest > BYTES_MAX - TRUNCATED_BYTES && !parts.isEmpty()) {
            String largest = Collections.max(
                    parts.keySet(),
                    Comparator.comparingInt(name -> parts.getOrDefault(name, "").length()));
            String part = parts.remove(largest);
            rest -= part == null ? 0 : part.getBytes(StandardCharsets.UTF_8).length;
            out.add(largest);
        }
        return out;
    }

    private static byte[] encode(Place place, Outcome outcome, boolean cut, Set<String> leftOut) {
        boolean truncated = cut || !leftOut.isEmpty();
        return write(json -> {
            json.writeStringProperty("url", place.url().href());
            if (outcome instanceof Page page) {
                page(json, place, page, cut, leftOut);
            } else {
                json.writeNumberProperty("depth", place.depth());
                url(json, "referrer", cut ? null : place.referrer());
                if (outcome instanceof Failure failure) {
                    failure(json, failure);
                } else if (outcome instanceof Skip skip) {
                    json.writeStringProperty("reason", skip.reason().wireName());
                    url(json, "of", skip.of() == null ? null : skip.of().href());
                }
            }
            json.writeStringProperty("at", time(place.at()));
            if (truncated) {
                json.writeBooleanProperty("truncated", true);
            }
        });
    }

    private static void page(JsonGenerator json, Place place, Page page, boolean truncated, Set<String> leftOut) {
        int charsMax = truncated ? TRUNCATED_CHARS_MAX : TEXT_CHARS_MAX;
        json.writeStringProperty("finalUrl", page.finalUrl().href());
        json.writeArrayPropertyStart("redirects");
        if (!truncated) {
            page.redirects().forEach(url -> json.writeString(url.href()));
        }
        json.writeEndArray();
        json.writeNumberProperty("depth", place.depth());
        url(json, "referrer", truncated ? null : place.referrer());
        json.writeNumberProperty("status", page.status());
        text(json, "contentType", page.contentType(), charsMax);
        text(json, "charset", page.charset(), charsMax);
        json.writeNumberProperty("bytes", page.bytes());
        json.writeStringProperty("sha256", page.sha256());
        text(json, "title", page.title(), charsMax);
        json.writeNumberProperty("links", page.links());
        json.writeNumberProperty("millis", page.millis());
        json.writeNumberProperty("attempt", page.attempt());
        url(
                json,
                "canonical",
                truncated || page.canonical() == null ? null : page.canonical().href());
        url(
                json,
                "duplicateOf",
                truncated || page.duplicateOf() == null
                        ? null
                        : page.duplicateOf().href());
        if (page.body() != null) {
            json.writeStringProperty("body", page.body().wireName());
        }
        omitted(json, page.omitted());
        json.writeObjectPropertyStart("extract");
        if (!truncated) {
            extracted(json, page.extracted(), leftOut);
        }
        json.writeEndObject();
    }

    private static void omitted(JsonGenerator json, Omitted omitted) {
        if (omitted.equals(Omitted.NOTHING)) {
            return;
        }
        json.writeObjectPropertyStart("omitted");
        count(json, "links", omitted.links());
        count(json, "title", omitted.title());
        count(json, "cookies", omitted.cookies());
        json.writeEndObject();
    }

    private static void count(JsonGenerator json, String name, int count) {
        if (count > 0) {
            json.writeNumberProperty(name, count);
        }
    }

    private static void extracted(JsonGenerator json, Extracted extracted, Set<String> leftOut) {
        extracted.parts().forEach((name, value) -> {
            if (!leftOut.contains(name)) {
                json.writeName(name);
                json.writeRawValue(value);
            }
        });
        if (extracted.truncated()) {
            json.writeBooleanProperty("truncated", true);
        }
    }

    private static void failure(JsonGenerator json, Failure failure) {
        json.writeStringProperty("kind", failure.kind().wireName());
        number(json, "status", failure.status());
        json.writeNumberProperty("attempts", failure.attempts());
        text(json, "message", failure.message());
    }

    /** The data of a {@code sitemap} event. */
    public static byte[] sitemap(Place place, SitemapOutcome outcome) {
        return write(json -> {
            json.writeStringProperty("url", place.url().href());
            json.writeStringProperty("outcome", outcome.result().wireName());
            text(json, "kind", outcome.kind() == null ? null : outcome.kind().wireName());
            text(json, "reason", outcome.reason());
            number(json, "status", outcome.status());
            text(json, "message", outcome.message());
            json.writeNumberProperty("entries", outcome.entries());
            json.writeNumberProperty("bytes", outcome.bytes());
            if (outcome.omittedEntries() > 0) {
                json.writeObjectPropertyStart("omitted");
                json.writeNumberProperty("entries", outcome.omittedEntries());
                json.writeEndObject();
            }
            json.writeNumberProperty("depth", place.depth());
            url(json, "referrer", place.referrer());
            json.writeStringProperty("at", time(place.at()));
        });
    }

    private static void number(JsonGenerator json, String name, @Nullable Integer value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, value);
        }
    }

    /** The data of a {@code state} event. */
    public static byte[] state(JobId job, JobState state, @Nullable String why, Instant at) {
        return write(json -> {
            json.writeStringProperty("job", job.toString());
            json.writeStringProperty("state", state.wireName());
            text(json, "why", why);
            json.writeStringProperty("at", time(at));
        });
    }

    /** The data of an {@code end} event. */
    public static byte[] end(JobState state, @Nullable String why, Counters counters, Instant at) {
        return write(json -> end(json, state, why, account -> counters(account, counters), at));
    }

    /**
     * The data of an {@code end} event whose counters are known only where it is written.
     *
     * @param head what comes before the counters' value
     * @param tail what comes behind it
     */
    public record EndParts(byte[] head, byte[] tail) {}

    /** The data of an {@code end} event around its counters. */
    public static EndParts end(JobState state, @Nullable String why, Instant at) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        ByteArrayOutputStream tail = new ByteArrayOutputStream();
        Body nothing = account -> {
            account.writeRawValue("");
            account.flush();
            head.writeBytes(tail.toByteArray());
            tail.reset();
        };
        write(tail, json -> end(json, state, why, nothing, at));
        return new EndParts(head.toByteArray(), tail.toByteArray());
    }

    private static void end(JsonGenerator json, JobState state, @Nullable String why, Body counters, Instant at) {
        json.writeStringProperty("state", state.wireName());
        text(json, "why", why);
        json.writeName("counters");
        counters.write(json);
        json.writeStringProperty("at", time(at));
    }

    /** The data of a {@code progress} event. */
    public static byte[] progress(Job job, double pagesPerSecond, List<JobWaits.Wait> waits, Instant at) {
        return write(json -> {
            json.writeStringProperty("job", job.id().toString());
            json.writeName("counters");
            counters(json, job.counters());
            sitemaps(json, job.side().sitemaps());
            json.writeNumberProperty("pagesPerSecond", pagesPerSecond);
            json.writeArrayPropertyStart("waits");
            for (JobWaits.Wait wait : waits) {
                json.writeStartObject();
                json.writeStringProperty("reason", wait.reason());
                text(json, "until", wait.until() == null ? null : time(wait.until()));
                text(json, "host", wait.host());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringProperty("at", time(at));
        });
    }

    private static void counters(JsonGenerator json, Counters counters) {
        json.writeStartObject();
        json.writeNumberProperty("known", counters.known());
        json.writeNumberProperty("pages", counters.pages());
        json.writeNumberProperty("failures", counters.failures());
        json.writeNumberProperty("skips", counters.skips());
        json.writeNumberProperty("leased", counters.leased());
        json.writeNumberProperty("queued", counters.queued());
        json.writeNumberProperty("bytes", counters.bytes());
        json.writeEndObject();
    }

    private static void sitemaps(JsonGenerator json, SitemapCounters sitemaps) {
        json.writeObjectPropertyStart("sitemaps");
        json.writeNumberProperty("known", sitemaps.known());
        json.writeNumberProperty("read", sitemaps.read());
        json.writeNumberProperty("failed", sitemaps.failed());
        json.writeNumberProperty("skipped", sitemaps.skipped());
        json.writeEndObject();
    }

    /** A canonical URL, which is ASCII, has its own bound and is of no use when it is cut. */
    private static void url(JsonGenerator json, String name, @Nullable String href) {
        if (href == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, href);
        }
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) {
        text(json, name, value, TEXT_CHARS_MAX);
    }

    private static void text(JsonGenerator json, String name, @Nullable String value, int charsMax) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, valid(value.length() > charsMax ? shortened(value, charsMax) : value));
        }
    }

    /** Cuts a long text, never within a surrogate pair. */
    private static String shortened(String text, int charsMax) {
        int end = Character.isHighSurrogate(text.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
        return text.substring(0, end) + "…";
    }

    /** U+FFFD for each surrogate without the other: JSON could only escape it, and readers refuse that. */
    private static String valid(String text) {
        if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return text;
        }
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** ISO-8601 UTC, to the millisecond. */
    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private interface Body {
        void write(JsonGenerator json);
    }

    private static byte[] write(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        write(bytes, body);
        return bytes.toByteArray();
    }

    private static void write(ByteArrayOutputStream bytes, Body body) {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        }
    }
}
