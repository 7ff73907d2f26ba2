package io.orbweaver.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.orbweaver.job.JobId;
import io.orbweaver.url.CanonicalUrl;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What spans tell of URLs, and by which ids a job's span is known. */
class CrawlSpansTest {

    @ParameterizedTest
    @CsvSource({
        "http://a.test/, http://a.test/",
        "http://a.test/?, http://a.test/?",
        "https://a.test:81/p?q, https://a.test:81/p?q",
        "http://a.test/p?a=1&b=&c=x=y&d, http://a.test/p?a=REDACTED&b=REDACTED&c=REDACTED&d",
    })
    void valuesOfAQueryAreNotRecorded(String url, String shown) {
        assertThat(CrawlSpans.shown(CanonicalUrl.ofCanonical(url))).isEqualTo(shown);
    }

    @Test
    void aLongUrlIsCut() {
        assertThat(CrawlSpans.shown(CanonicalUrl.ofCanonical("http://a.test/" + "x".repeat(5_000))))
                .hasSize(1_000);
    }

    @Test
    void aJobsIdsAreItsOwnForEver() {
        JobId id = JobId.parse("0cnvf3ch7kbz4").orElseThrow();
        assertThat(JobTraceIds.traceId(id)).isEqualTo(JobTraceIds.traceId(new JobId(id.value())));
        assertThat(JobTraceIds.traceId(id)).as("of another version, too").isEqualTo("e85232ac8fb0ce0df3b0a26665d716d9");
        assertThat(JobTraceIds.spanId(id)).isEqualTo("96e5a74a2bc70bb5");
        assertThat(LongStream.range(0, 1_000).mapToObj(JobId::new).map(JobTraceIds::traceId))
                .allMatch(TraceId::isValid)
                .doesNotHaveDuplicates();
        assertThat(LongStream.range(0, 1_000).mapToObj(JobId::new).map(JobTraceIds::spanId))
                .allMatch(SpanId::isValid)
                .doesNotHaveDuplicates();
    }

    @Test
    void onlyWhatBeginsForAJobHasItsIds() {
        JobTraceIds ids = new JobTraceIds();
        JobId id = new JobId(7);
        assertThat(ids.as(id, ids::generateTraceId)).isEqualTo(JobTraceIds.traceId(id));
        assertThat(ids.as(id, ids::generateSpanId)).isEqualTo(JobTraceIds.spanId(id));
        assertThat(ids.generateTraceId()).isNotEqualTo(JobTraceIds.traceId(id)).matches(TraceId::isValid);
        assertThat(ids.generateSpanId()).isNotEqualTo(ids.generateSpanId());
    }
}
