package io.orbweaver.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.orbweaver.crawl.TransferTrace;
import io.orbweaver.fetch.Fetched;
import io.orbweaver.job.JobId;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.url.CanonicalUrl;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.env.MockEnvironment;
import reactor.core.publisher.Mono;

/** As shipped nothing is traced, and it costs nothing. */
@Tag("slow")
@ServiceTest
class TracingOffTest {

    @Autowired
    private ApplicationContext service;

    @ParameterizedTest
    @ValueSource(
            classes = {
                Tracer.class,
                OpenTelemetry.class,
                SpanProcessor.class,
                SpanExporter.class,
                TransferTrace.class,
                JobTraceIds.class
            })
    void thereIsNothingThatTraces(Class<?> part) {
        assertThat(service.getBeanNamesForType(part)).isEmpty();
    }

    @Test
    void aTransferIsAsItWas() {
        Mono<Fetched> transfer = Mono.just(new Fetched.Failed(FailureKind.TIMEOUT, "late"));
        assertThat(TransferTrace.NONE.of(
                        transfer,
                        new JobId(1),
                        CanonicalUrl.ofCanonical("http://a.test/"),
                        TransferTrace.Purpose.PAGE,
                        1))
                .isSameAs(transfer);
    }

    @Test
    void onlyWhatTracesIsKeptOut() {
        TracingImports imports = new TracingImports();
        String[] names = {
            "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
            null,
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration"
        };
        imports.setEnvironment(new MockEnvironment());
        assertThat(imports.match(names, null)).containsExactly(false, true, true, false);
        imports.setEnvironment(new MockEnvironment().withProperty(TracingImports.ENABLED, "true"));
        assertThat(imports.match(names, null)).containsExactly(true, true, true, true);
    }
}
