package io.orbweaver.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.orbweaver.job.field.FieldProblem;
import io.orbweaver.job.spec.JobSpecJson;
import io.orbweaver.job.spec.JobSpecReader;
import io.orbweaver.job.spec.OperatorBounds;
import io.orbweaver.job.spec.TrapRules;
import io.orbweaver.job.spec.UrlCleanup;
import io.orbweaver.job.spec.UrlPatterns;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.UrlResolver;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Fuzzed submissions, and the rules in them on fuzzed URLs. */
class JobFuzzTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final JobSpecReader READER = new JobSpecReader(OperatorBounds.WIDEST);
    private static final CanonicalUrl BASE = CanonicalUrl.ofCanonical("http://a.test/b/");

    /** An input is JSON. What is accepted is kept as JSON, and must be what was accepted when it is read again. */
    @DictionaryEntries({
        "{\\\"seeds\\\":[\\\"http://a.test/\\\"]}",
        ",\\\"maxPages\\\":",
        ",\\\"maxDuration\\\":\\\"PT0.0015S\\\"",
        ",\\\"maxBytes\\\":\\\"1KB\\\"",
        ",\\\"include\\\":[\\\"(a{10}){10}\\\"]",
        ",\\\"headers\\\":{\\\"a\\\":\\\"b\\\"}",
        ",\\\"labels\\\":{\\\"\\\\ud800\\\":\\\"\\\\udc00\\\"}",
        ",\\\"extract\\\":{\\\"patterns\\\":[\\\"a\\\"]}",
        ",\\\"extract\\\":{\\\"metadata\\\":false,\\\"text\\\":true,\\\"patterns\\\":[\\\"re:a\\\"]}",
        ",\\\"extract\\\":{\\\"fields\\\":{\\\"a\\\":\\\"b > c:not(d)@e[]\\\"}}",
        ",\\\"traps\\\":{\\\"years\\\":null}",
        ",\\\"follow\\\":[\\\"a\\\",\\\"img\\\"]",
        ",\\\"cleanUrls\\\":{\\\"tracking\\\":true}",
        "\\\"delay\\\"",
        "\\\"scope\\\":\\\"any\\\"",
        "null",
        "1e400",
        "-0.0"
    })
    @FuzzTest(maxDuration = "2m")
    void acceptedSpecificationsRoundTrip(byte[] input) {
        JsonNode json;
        try {
            json = MAPPER.readTree(input);
        } catch (JacksonException e) {
            return; // no JSON, which the API says before it reads on
        }
        JobSpecReader.Reading reading = READER.read(json);
        if (reading.spec() == null) {
            assertThat(reading.problems()).isNotEmpty();
            for (FieldProblem problem : reading.problems()) {
                MAPPER.writeValueAsBytes(problem.pointer() + problem.detail());
            }
            return;
        }
        assertThat(reading.problems()).isEmpty();
        byte[] kept = MAPPER.writeValueAsBytes(JobSpecJson.write(reading.spec()));
        JobSpecReader.Reading again = READER.read(MAPPER.readTree(kept));
        assertThat(again.problems()).isEmpty();
        assertThat(again.spec()).isEqualTo(reading.spec());
    }

    /** An input is a reference. */
    @DictionaryEntries({
        ";jsessionid=1",
        ";sid=",
        "/(S(a))/",
        "/..;sid=1/",
        "?utm_source=x&a=b",
        "&sid=1",
        "/2031-12/",
        "?year=2099",
        "/a/b/a/b/a/b/a/b",
        "calendar"
    })
    @FuzzTest(maxDuration = "2m")
    void aCleanedUrlIsCanonicalAndClean(byte[] input) {
        CanonicalUrl url = UrlResolver.resolve(BASE, new String(input, StandardCharsets.UTF_8))
                .urlOrNull();
        if (url == null) {
            return;
        }
        for (UrlCleanup cleanup :
                List.of(new UrlCleanup(true, true), new UrlCleanup(true, false), new UrlCleanup(false, true))) {
            CanonicalUrl clean = cleanup.apply(url);
            assertThat(UrlResolver.parse(clean.href())).isEqualTo(clean);
            assertThat(clean.origin()).isEqualTo(url.origin());
            assertThat(clean.href().length()).isLessThanOrEqualTo(url.href().length());
            assertThat(cleanup.apply(clean)).isEqualTo(clean);
        }
        assertThat(new TrapRules(null, null, null, null).trapIn(url, 2026)).isNull();
        String trap = TrapRules.DEFAULT.trapIn(url, 2026);
        assertThat(TrapRules.DEFAULT.trapIn(url, 2026)).isEqualTo(trap);
        if (new TrapRules(null, null, null, 5).trapIn(url, 2026) != null) {
            assertThat(trap).isNotNull();
        }
    }

    /** An input is a pattern, a line break, a reference. */
    @DictionaryEntries({
        "(",
        ")",
        "{1,1000}",
        "{9}",
        "[^a-z]",
        "(?i)",
        "\\\\pL",
        "\\\\Q",
        "\\\\E",
        "*?",
        "(?P<a>",
        "|",
        "$"
    })
    @FuzzTest(maxDuration = "1m")
    void aPatternIsCompiledOrRefused(byte[] input) {
        String[] parts = new String(input, StandardCharsets.UTF_8).split("\n", 2);
        UrlPatterns patterns;
        try {
            patterns = UrlPatterns.of(List.of(parts[0]));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        CanonicalUrl url =
                UrlResolver.resolve(BASE, parts.length < 2 ? "" : parts[1]).urlOrNull();
        assertThat(patterns.find(BASE)).isEqualTo(patterns.firstIn(BASE) != null);
        assertThat(url != null && patterns.find(url)).isIn(true, false);
    }
}
