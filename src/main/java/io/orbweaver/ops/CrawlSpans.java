package io.orbweaver.ops;

import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.orbweaver.crawl.TransferTrace;
import io.orbweaver.fetch.Fetched;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.url.CanonicalUrl;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/**
 * Spans of traces: one for each transfer, and one for each job when it has ended.
 *
 * <p>Each transfer is the root of a separate trace and has a link to its job's span. A trace for a whole job would have
 * millions of spans, which no store of traces takes, and sampling could only keep all of it or nothing. The job's ids
 * follow from its own ({@link JobTraceIds}), so that the link holds over restarts and instances. Nothing is put into a
 * thread or a Reactor context, and no trace header is sent to the sites that are crawled.
 *
 * <p>Names are those of OpenTelemetry's conventions for HTTP clients. URLs are recorded without the values of their
 * queries.
 */
final class CrawlSpans implements TransferTrace {

    private static final int URL_CHARS_MAX = 1_000;

    private final Tracer tracer;
    private final JobTraceIds ids;

    CrawlSpans(Tracer tracer, JobTraceIds ids) {
        this.tracer = tracer;
        this.ids = ids;
    }

    /** What went wrong: without a stack trace, since it is not an internal error. */
    private static final class NoPage extends Exception {

        private static final long serialVersionUID = 1L;

        NoPage(String message) {
            super(message, null, false, false);
        }
    }

    @Override
    public Mono<Fetched> of(Mono<Fetched> transfer, JobId job, CanonicalUrl target, Purpose purpose, int attempt) {
        return Mono.defer(() -> {
            Span span = begun(job, target, purpose, attempt);
            return transfer.doOnNext(fetched -> ended(span, fetched))
                    .doOnError(error -> failed(span, "internal", error))
                    .doOnCancel(() -> outcome(span, "cancelled").end());
        });
    }

    private Span begun(JobId job, CanonicalUrl target, Purpose purpose, int attempt) {
        Span.Builder span = tracer.spanBuilder()
                .setNoParent()
                .name("fetch")
                .kind(Span.Kind.CLIENT)
                .addLink(new Link(tracer.traceContextBuilder()
                        .traceId(JobTraceIds.traceId(job))
                        .spanId(JobTraceIds.spanId(job))
                        .sampled(true)
                        .build()))
                .tag("url.full", shown(target))
                .tag("url.scheme", target.scheme())
                .tag("orbweaver.job.id", job.toString())
                .tag("orbweaver.fetch.purpose", purpose.name().toLowerCase(Locale.ROOT))
                .tag("orbweaver.fetch.attempt", (long) attempt);
        if (target.isHttp()) {
            span.tag("http.request.method", "GET")
                    .tag("server.address", target.hostName())
                    .tag("server.port", (long) target.port());
        }
        if (attempt > 1) {
            span.tag("http.request.resend_count", attempt - 1L);
        }
        return span.start();
    }

    private static void ended(Span span, Fetched fetched) {
        Fetched.Head head = fetched.headOrNull();
        if (head != null) {
            span.tag("http.response.status_code", (long) head.status());
        }
        if (fetched instanceof Fetched.Response response) {
            outcome(span, "response").tag("http.response.body.size", response.bytes());
            span.end();
        } else if (fetched instanceof Fetched.Redirect) {
            outcome(span, "redirect").end();
        } else if (fetched instanceof Fetched.Refused refused) {
            String status = Integer.toString(refused.head().status());
            outcome(span, "refused").tag("error.type", status);
            span.error(new NoPage("status " + status));
            span.end();
        } else if (fetched instanceof Fetched.Failed gone) {
            failed(span, gone.kind().wireName(), new NoPage(gone.message()));
        }
    }

    private static void failed(Span span, String kind, Throwable error) {
        outcome(span, kind).tag("error.type", kind);
        span.error(error);
        span.end();
    }

    private static Span outcome(Span span, String outcome) {
        return span.tag("orbweaver.fetch.outcome", outcome);
    }

    /** The URL, cut, with the names of its parameters only: tokens and sessions are among the values. */
    static String shown(CanonicalUrl url) {
        String query = url.query();
        String shown = url.href();
        if (query != null) {
            shown = shown.substring(0, shown.length() - query.length()) + query.replaceAll("=[^&]*", "=REDACTED");
        }
        return shown.length() > URL_CHARS_MAX ? shown.substring(0, URL_CHARS_MAX) : shown;
    }

    /** Records a job that ended, from when it was accepted. */
    void ended(Job job, Instant endedAt) {
        Span.Builder span = tracer.spanBuilder()
                .setNoParent()
                .name("job")
                .startTimestamp(micros(job.createdAt()), TimeUnit.MICROSECONDS)
                .tag("orbweaver.job.id", job.id().toString())
                .tag("orbweaver.job.state", job.state().wireName())
                .tag("orbweaver.job.pages", job.counters().pages())
                .tag("orbweaver.job.failures", job.counters().failures())
                .tag("orbweaver.job.skips", job.counters().skips());
        String why = job.why();
        if (why != null) {
            span.tag("orbweaver.job.why", why);
        }
        ids.as(job.id(), span::start).end(micros(endedAt), TimeUnit.MICROSECONDS);
    }

    private static long micros(Instant instant) {
        return TimeUnit.SECONDS.toMicros(instant.getEpochSecond()) + instant.getNano() / 1_000;
    }
}
