package io.orbweaver.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.orbweaver.Orbweaver;
import io.orbweaver.job.JobId;
import io.orbweaver.service.Api;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** With traces on, each fetch is a span that is linked to its job's, and is sent by OTLP. */
@Tag("slow")
@SpringBootTest(
        classes = {Orbweaver.class, TracingTest.Kept.class},
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "orbweaver.data-dir=target/test-data/${random.uuid}",
            "orbweaver.egress.allow=127.0.0.0/8",
            "management.tracing.export.enabled=true",
            "logging.expect-correlation-id=false", // stays in this JVM, for whatever is tested next
            "management.opentelemetry.tracing.export.schedule-delay=50ms"
        })
class TracingTest {

    private static final AttributeKey<String> JOB = AttributeKey.stringKey("orbweaver.job.id");
    private static final AttributeKey<String> URL = AttributeKey.stringKey("url.full");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("orbweaver.fetch.outcome");
    private static final AttributeKey<String> PURPOSE = AttributeKey.stringKey("orbweaver.fetch.purpose");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("orbweaver.fetch.attempt");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

    private static final Queue<SpanData> SPANS = new ConcurrentLinkedQueue<>();
    private static final Queue<String> RECEIVED = new ConcurrentLinkedQueue<>();

    @LocalServerPort
    private int port;

    /** Keeps what is exported. */
    private static final class Keeping implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> batch) {
            SPANS.addAll(batch);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    /** A collector of traces, on a thread of its own. */
    @DynamicPropertySource
    static void collector(DynamicPropertyRegistry registry) {
        DisposableServer collector = HttpServer.create()
                .host("127.0.0.1")
                .runOn(LoopResources.create("collector", 1, true))
                .route(routes -> routes.post(
                        "/v1/traces",
                        (request, response) -> request.receive()
                                .aggregate()
                                .asString(StandardCharsets.ISO_8859_1)
                                .doOnNext(RECEIVED::add)
                                .then(response.status(200).send())))
                .bindNow();
        registry.add(
                "management.opentelemetry.tracing.export.otlp.endpoint",
                () -> "http://127.0.0.1:" + collector.port() + "/v1/traces");
    }

    /** Keeps spans besides sending them. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Kept {
        @Bean
        SpanExporter keeping() {
            return new Keeping();
        }
    }

    @Test
    void eachFetchIsASpanOfItsJob() {
        try (FakeSite site = FakeSite.start()
                .page("/robots.txt", Page.status(404))
                .page("/?token=s3cret&page=2", "<a href=/gone>g</a><a href=/moved>m</a>")
                .page("/gone", Page.status(410))
                .page("/moved", Page.redirect("/target"))
                .page("/target", "<title>T</title>")
                .page("/slow", Page.text("late").after(Duration.ofMinutes(1)))) {
            Api api = new Api(port);
            String job = api.submit("{'seeds':['" + site.url("/?token=s3cret&page=2") + "'],'delay':'0ms'}");
            api.awaitEnd(job);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> jobSpan() != null);
            areThoseOf(job, site);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> RECEIVED.stream().anyMatch(body -> body.contains(job)));
            assertThat(RECEIVED).noneMatch(body -> body.contains("s3cret"));
            assertThat(site.header("/target", "traceparent"))
                    .as("sites are told nothing")
                    .isNull();
            oneThatIsBrokenOffEndsToo(api, site);
        }
    }

    private void oneThatIsBrokenOffEndsToo(Api api, FakeSite site) {
        String job = api.submit("{'seeds':['" + site.url("/slow") + "'],'delay':'0ms'}");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> site.inFlight() == 1);
        api.post("/v1/jobs/" + job + "/cancel", "");
        SpanData span = Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> SPANS.stream()
                                .filter(one -> site.url("/slow")
                                        .href()
                                        .equals(one.getAttributes().get(URL)))
                                .findAny()
                                .orElse(null),
                        Objects::nonNull);
        assertThat(span.getAttributes().get(OUTCOME)).isEqualTo("cancelled");
        assertThat(span.getAttributes().get(JOB)).isEqualTo(job);
    }

    private @Nullable SpanData jobSpan() {
        return SPANS.stream()
                .filter(span -> span.getName().equals("job"))
                .findAny()
                .orElse(null);
    }

    private void areThoseOf(String job, FakeSite site) {
        List<SpanData> fetches =
                SPANS.stream().filter(span -> span.getName().equals("fetch")).toList();
        var byPath = fetches.stream()
                .collect(Collectors.toMap(
                        span -> span.getAttributes()
                                .get(URL)
                                .replace(site.url("/").href(), "/"),
                        Function.identity()));
        assertThat(byPath)
                .containsOnlyKeys("/robots.txt", "/?token=REDACTED&page=REDACTED", "/gone", "/moved", "/target");
        SpanData ended = jobSpan();
        JobId id = JobId.parse(job).orElseThrow();
        assertThat(ended.getTraceId()).isEqualTo(JobTraceIds.traceId(id));
        assertThat(ended.getSpanId()).isEqualTo(JobTraceIds.spanId(id));
        assertThat(fetches).extracting(SpanData::getTraceId).doesNotHaveDuplicates();
        assertThat(fetches).allSatisfy(span -> {
            assertThat(span.getAttributes().get(JOB)).isEqualTo(job);
            assertThat(span.getAttributes().get(ATTEMPT)).isOne();
            assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
            assertThat(span.getParentSpanContext().isValid()).isFalse();
            assertThat(span.getLinks())
                    .extracting(LinkData::getSpanContext)
                    .extracting("traceId", "spanId")
                    .containsExactly(tuple(ended.getTraceId(), ended.getSpanId()));
        });
        is(byPath.get("/robots.txt"), "refused", 404, "robots");
        is(byPath.get("/gone"), "refused", 410, "page");
        is(byPath.get("/moved"), "redirect", 302, "page");
        is(byPath.get("/target"), "response", 200, "page");
        assertThat(byPath.get("/gone").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(byPath.get("/target").getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
    }

    private static void is(SpanData span, String outcome, long status, String purpose) {
        assertThat(span.getAttributes().get(OUTCOME)).isEqualTo(outcome);
        assertThat(span.getAttributes().get(STATUS)).isEqualTo(status);
        assertThat(span.getAttributes().get(PURPOSE)).isEqualTo(purpose);
    }
}
