package io.orbweaver.simulation;

import io.orbweaver.body.ExchangeHead;
import io.orbweaver.fetch.BodySink;
import io.orbweaver.fetch.FetchRequest;
import io.orbweaver.fetch.Fetched;
import io.orbweaver.fetch.Transfers;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.url.CanonicalUrl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The simulated web: hosts with pages that behave well or not, and the count of who asks for what, and when. */
final class SimWeb {

    private final SimTime time;
    private final Random random;
    final Map<String, SimHost> hosts = new LinkedHashMap<>();
    final Map<String, Integer> asked = new HashMap<>();
    final List<Transfer> inFlight = new ArrayList<>();
    private final Watch watch;

    /** Is told of each start and end, to see that rules are kept. */
    interface Watch {
        void started(Transfer transfer, SimHost host);
    }

    /** A transfer under way. */
    record Transfer(SimProcess process, String url, SimHost host) {}

    SimWeb(SimTime time, Random random, Watch watch) {
        this.time = time;
        this.random = random;
        this.watch = watch;
    }

    /** The process is gone, and its connections with it. */
    void dropped(SimProcess process) {
        inFlight.removeIf(transfer -> {
            if (transfer.process() == process) {
                transfer.host().inFlight--;
            }
            return transfer.process() == process;
        });
    }

    /** The web as a process sees it. */
    Transfers as(SimProcess process) {
        Scheduler timer = process.scheduler(0);
        return (request, sinks) -> Mono.defer(() -> {
            SimHost host = hosts.get(request.url().host().value());
            String url = request.url().href();
            Transfer transfer = new Transfer(process, url, host);
            host.inFlight++;
            inFlight.add(transfer);
            watch.started(transfer, host);
            host.lastStart = time.nanos();
            int before = asked.merge(url, 1, Integer::sum) - 1;
            return hop(request, sinks, host, before, timer)
                    .timeout(request.timeout(), timer)
                    .onErrorResume(
                            TimeoutException.class,
                            late -> Mono.just(new Fetched.Failed(FailureKind.TIMEOUT, "no answer in time")))
                    .doOnNext(answer -> ended(transfer)) // who hears of it may ask for more at once
                    .doFinally(signal -> ended(transfer));
        });
    }

    private void ended(Transfer transfer) {
        if (inFlight.removeIf(present -> present == transfer)) {
            transfer.host().inFlight--;
        }
    }

    private Mono<Fetched> hop(
            FetchRequest request,
            Function<Fetched.Head, BodySink> sinks,
            SimHost host,
            int askedBefore,
            Scheduler timer) {
        Duration latency = Duration.ofNanos(random.nextLong(host.latencyMaxMillis * 1_000_000 + 1));
        return Mono.delay(latency, timer)
                .flatMap(tick -> answer(request, request.url(), host, askedBefore, sinks, timer));
    }

    private Mono<Fetched> answer(
            FetchRequest request,
            CanonicalUrl url,
            SimHost host,
            int askedBefore,
            Function<Fetched.Head, BodySink> sinks,
            Scheduler timer) {
        if (url.path().equals("/robots.txt")) {
            if (askedBefore < host.robotsStalls) {
                return Mono.never();
            }
            return host.robotsStatus == 200
                    ? body(request, head(200, "text/plain", null), host.robots, sinks, timer)
                    : Mono.just(new Fetched.Refused(head(host.robotsStatus, null, null)));
        }
        SimPage page = host.pages.get(url.path());
        if (page == null) {
            return Mono.just(new Fetched.Refused(head(404, null, null)));
        }
        return switch (page.way(askedBefore)) {
            case OK -> body(request, head(request, type(page)), html(request, host, page), sinks, timer);
            case REDIRECT -> Mono.just(new Fetched.Redirect(head(302, null, null), page.target));
            case MISSING -> Mono.just(new Fetched.Refused(head(404, null, null)));
            case ERROR -> Mono.just(new Fetched.Refused(head(500, null, null)));
            case THROTTLED -> Mono.just(new Fetched.Refused(head(429, null, "" + page.retryAfterSeconds)));
            case STALLED -> Mono.never();
            case BROKEN -> Mono.just(new Fetched.Failed(FailureKind.BROKEN, "cut short"));
            case REFUSING -> Mono.just(new Fetched.Failed(FailureKind.CONNECT, "refused"));
            case HUGE -> Mono.just(new Fetched.Failed(FailureKind.TOO_LARGE, "too large"));
        };
    }

    private static String type(SimPage page) {
        return page.path.endsWith(".xml") ? "application/xml" : "text/html";
    }

    private static String html(FetchRequest request, SimHost host, SimPage page) {
        StringBuilder out = new StringBuilder();
        if (page.path.endsWith(".xml")) {
            out.append("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">");
            page.links.forEach(link -> out.append("<url><loc>").append(link).append("</loc></url>"));
            return out.append("</urlset>").toString();
        }
        // the fifth of each host are the same, where their links are
        out.append("<title>")
                .append(page.path.endsWith("p5") ? "" : host.name + page.path)
                .append("</title>");
        page.links.forEach(link -> out.append("<a href=\"").append(link).append("\">x</a>"));
        return out.append(request.wholeHead() && page.path.endsWith("p3") ? SimBodies.PADDING : "")
                .toString();
    }

    private static Fetched.Head head(FetchRequest request, String type) {
        ExchangeHead exchange = new ExchangeHead(request.url().pathAndQuery(), List.of(), 200, "OK", List.of());
        return new Fetched.Head(200, type, null, List.of(), List.of(), request.wholeHead() ? exchange : null);
    }

    private static Fetched.Head head(int status, @Nullable String type, @Nullable String retryAfter) {
        return new Fetched.Head(status, type, retryAfter, List.of(), List.of());
    }

    private Mono<Fetched> body(
            FetchRequest request,
            Fetched.Head head,
            String text,
            Function<Fetched.Head, BodySink> sinks,
            Scheduler timer) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        BodySink sink = sinks.apply(head);
        int parts = 1 + random.nextInt(3);
        long start = time.millis();
        return Flux.range(0, parts)
                .concatMap(
                        part -> Mono.delay(Duration.ofNanos(random.nextLong(5_000_000)), timer)
                                .then(Mono.defer(() -> {
                                    int from = bytes.length * part / parts;
                                    sink.accept(bytes, from, bytes.length * (part + 1) / parts - from);
                                    return sink.isBusy() ? sink.settled() : Mono.empty();
                                })),
                        0)
                .then(Mono.fromSupplier(() -> {
                    sink.complete();
                    String hash = HexFormat.of().toHexDigits(text.hashCode(), 8).repeat(8);
                    return new Fetched.Response(head, bytes.length, hash, time.millis() - start);
                }));
    }

    boolean hasSitemaps() {
        return hosts.values().stream().anyMatch(host -> host.pages.containsKey("/sitemap.xml"));
    }

    /** How often a URL was asked for. */
    int asked(String url) {
        return asked.getOrDefault(url, 0);
    }
}
