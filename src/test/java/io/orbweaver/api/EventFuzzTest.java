package io.orbweaver.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.orbweaver.event.Cursor;
import io.orbweaver.event.EventJson;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.job.Counters;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.JobWaits;
import io.orbweaver.job.PageRate;
import io.orbweaver.job.SideAccount;
import io.orbweaver.job.spec.Extraction;
import io.orbweaver.job.spec.JobSpecReader;
import io.orbweaver.job.spec.OperatorBounds;
import io.orbweaver.outcome.Extracted;
import io.orbweaver.outcome.Failure;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.outcome.Page;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.UrlResolver;
import io.orbweaver.watch.SseFrames;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fuzzed events and places in their log. An input is text, one part a line, in which {@code \}{@code ud800} stands for
 * that character, lone surrogates included, and {@code \*} for many of the character before it.
 */
class EventFuzzTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");
    private static final Pattern MANY = Pattern.compile("(?s)(.)\\\\\\*");
    private static final int MANY_TIMES = 5_000;
    private static final String SHA256 = "0".repeat(64);
    private static final CanonicalUrl URL = CanonicalUrl.ofCanonical("http://a.test/");

    @DictionaryEntries({
        "\\\\ud800",
        "\\\\udc00",
        "\\\\u2028",
        "\\\\u0000",
        "\\\\*",
        "\\x0A",
        "http",
        "\\\\u000a",
        "\\\\u000d",
        "\\\""
    })
    @FuzzTest(maxDuration = "2m")
    void anEventIsOneLineOfJsonAndComesBack(byte[] input) {
        String[] parts = (text(input) + "\n\n\n\n\n").split("\n", -1);
        String cut = parts[4].substring(0, Math.min(parts[4].length(), Extraction.PATTERN_CHARS_MAX));
        String pattern = new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        CanonicalUrl given = UrlResolver.resolve(URL, parts[0]).urlOrNull();
        EventJson.Place place = new EventJson.Place(given == null ? URL : given, 1, URL.href(), NOW);
        Page page = new Page(
                place.url(),
                List.of(place.url(), URL),
                200,
                parts[1],
                parts[2],
                1,
                SHA256,
                parts[3],
                1,
                1,
                1,
                place.url(),
                null,
                null,
                new Extracted(Map.of("patterns", JsonMapper.shared().writeValueAsString(Map.of(pattern, 7L))), false));
        JsonNode logChange =
                isSent(EventType.PAGE, EventJson.outcome(place, page).json());
        assertThat(logChange.get("url").stringValue()).isEqualTo(place.url().href());
        isCutFrom(logChange.get("title").stringValue(), parts[3]);
        isCutFrom(logChange.get("contentType").stringValue(), parts[1]);
        if (logChange.get("truncated") == null) {
            logChange.get("extract").get("patterns").propertyNames().forEach(name -> isCutFrom(name, pattern));
        }

        Failure failure = new Failure(FailureKind.CONNECT, null, 1, parts[1]);
        JsonNode failed =
                isSent(EventType.FAILURE, EventJson.outcome(place, failure).json());
        isCutFrom(failed.get("message").stringValue(), parts[1]);
        isSent(EventType.STATE, EventJson.state(new JobId(1), JobState.FAILED, parts[1], NOW));
        isSent(EventType.END, EventJson.end(JobState.FAILED, parts[1], Counters.ZERO, NOW));
        isSent(
                EventType.PROGRESS,
                EventJson.progress(Log.job(3, false), 1.5, List.of(new JobWaits.Wait("delay", NOW, parts[2])), NOW));
    }

    private static String text(byte[] input) {
        String text = ESCAPE.matcher(new String(input, StandardCharsets.UTF_8))
                .replaceAll(escape -> quoted(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
        int[] left = {5};
        return MANY.matcher(text).replaceAll(many -> quoted(many.group(1).repeat(left[0]-- > 0 ? MANY_TIMES : 1)));
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("$", "\\$");
    }

    /** Sends it as an event with an id, and reads what a watcher reads. */
    private static JsonNode isSent(EventType type, byte[] json) {
        assertThat(json.length).isLessThanOrEqualTo(EventJson.BYTES_MAX);
        String line = utf8(json);
        assertThat(line).doesNotContain("\n", "\r");
        byte[] frames = SseFrames.of(List.of(new LoggedEvent(1, type, json), new LoggedEvent(2, type, json)));
        assertThat(received(utf8(frames)))
                .containsExactly(List.of("1", type.wireName(), line), List.of("2", type.wireName(), line));
        assertThat(received(utf8(SseFrames.live(type, json)))).containsExactly(List.of("", type.wireName(), line));
        return MAPPER.readTree(json);
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("no UTF-8", e);
        }
    }

    /** HTML §9.2.6, "interpreting an event stream": id, type and data of each event. */
    private static List<List<String>> received(String stream) {
        List<List<String>> events = new ArrayList<>();
        String id = "";
        String type = "";
        StringBuilder data = new StringBuilder();
        for (String line : stream.split("\r\n|\n|\r", -1)) {
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            if (line.isEmpty()) {
                if (data.length() > 0) {
                    events.add(List.of(id, type, data.substring(0, data.length() - 1)));
                }
                type = "";
                data.setLength(0);
            } else if (field.equals("id")) {
                id = value;
            } else if (field.equals("event")) {
                type = value;
            } else if (field.equals("data")) {
                data.append(value).append('\n');
            }
        }
        return events;
    }

    /** The text, or its beginning; what is no character is U+FFFD. */
    private static void isCutFrom(String logChange, String text) {
        String valid = new String(
                text.replaceAll("\\p{Cs}", "\uFFFD").getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(logChange.equals(valid)
                        || logChange.endsWith("…") && valid.startsWith(logChange.substring(0, logChange.length() - 1)))
                .as("%s from %s", logChange, valid)
                .isTrue();
        assertThat(logChange.length() > 4_097 && logChange.endsWith("…")).isFalse();
    }

    @DictionaryEntries({"latest", "\\x0A", "9223372036854775807", "999999999999999999", "-1", "\\xD9\\xA3"})
    @FuzzTest(maxDuration = "1m")
    void aCursorIsAPlaceInTheLogOrNone(byte[] input) {
        String[] parts = text(input).split("\n", 3);
        String after = parts[0].equals("-") ? null : parts[0];
        String lastEventId = parts.length < 2 ? null : parts[1];
        for (boolean ended : new boolean[] {false, true}) {
            for (long lastSeq : new long[] {0, 3, 1_000_000}) {
                Cursor cursor = Cursor.of(lastEventId, after, Log.job(lastSeq, ended));
                if (cursor instanceof Cursor.After at) {
                    assertThat(at.seq()).isBetween(0L, lastSeq);
                    boolean isHeader = lastEventId != null && !lastEventId.isEmpty();
                    String read = isHeader ? lastEventId : after;
                    assertThat(read == null
                                    || read.equals("latest") && !isHeader && at.seq() == lastSeq
                                    || Long.parseLong(read) == at.seq())
                            .isTrue();
                } else if (cursor instanceof Cursor.Over) {
                    assertThat(ended).isTrue();
                } else if (cursor instanceof Cursor.Bad bad) {
                    assertThat(bad.field()).isIn("Last-Event-ID", "after");
                    assertThat(bad.detail().length()).isLessThan(100);
                }
            }
        }
    }

    /** Apart from the test: a record with annotated components that the runner loads early is not instrumented well. */
    private static final class Log {

        static Job job(long lastSeq, boolean ended) {
            JsonNode json = MAPPER.createObjectNode()
                    .set("seeds", MAPPER.createArrayNode().add(URL.href()));
            return new Job(
                    new JobId(1),
                    new JobSpecReader(OperatorBounds.WIDEST).read(json).spec(),
                    ended ? JobState.COMPLETED : JobState.RUNNING,
                    null,
                    Counters.ZERO,
                    SideAccount.ZERO,
                    lastSeq,
                    List.of(),
                    NOW,
                    NOW,
                    ended ? NOW : null,
                    Duration.ZERO,
                    null,
                    PageRate.none(NOW),
                    null);
        }
    }
}
