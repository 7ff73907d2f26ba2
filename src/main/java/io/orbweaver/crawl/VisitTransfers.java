package io.orbweaver.crawl;

import io.orbweaver.commit.Ledger;
import io.orbweaver.crawl.TransferTrace.Purpose;
import io.orbweaver.crawl.Visit.CommitPlan;
import io.orbweaver.fetch.BodySink;
import io.orbweaver.fetch.FetchRequest;
import io.orbweaver.fetch.Fetched;
import io.orbweaver.fetch.Transfers;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.robots.SitemapReader;
import io.orbweaver.url.CanonicalUrl;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The transfers of visits: a page or a sitemap is fetched, read while it arrives, and its outcome is decided. */
final class VisitTransfers {

    private final HostTurns turns;
    private final HopDecision decision;
    private final Ledger ledger;
    private final Transfers fetcher;
    private final Transfers files;
    private final TransferTrace trace;
    private final CrawlListener listener;
    private final InstantSource clock;
    private final Scheduler parse;
    private final String productToken;

    VisitTransfers(HostTurns turns, CrawlPorts ports, HopDecision decision) {
        this.turns = turns;
        this.decision = decision;
        this.ledger = ports.ledger();
        this.fetcher = ports.fetcher();
        this.files = ports.files();
        this.trace = ports.trace();
        this.listener = ports.listener();
        this.clock = ports.clock();
        this.parse = ports.parse();
        this.productToken = ports.productToken();
    }

    /** Makes the transfer under the visit's turn, and decides by its result. */
    Mono<CommitPlan> of(Visit visit, Lease lease) {
        PageReader.PageLinks links = (head, page) -> decision.discovered(visit.job, lease.entry(), head, page);
        PageReader reader = new PageReader(productToken, visit.job, lease, ledger, visit.claim, links);
        Mono<Void> claimed = reader.needsClaim() ? visit.claim.taken() : Mono.empty();
        return claimed.then(turns.begin(visit))
                .flatMap(begun -> lease.entry().isPage() ? readPage(visit, lease, reader) : readSitemap(visit, lease));
    }

    private Mono<CommitPlan> readSitemap(Visit visit, Lease lease) {
        ActiveJob work = visit.job;
        SitemapSink sitemap = new SitemapSink(work, lease, ledger);
        return sent(visit, lease, SitemapReader.BYTES_MAX, head -> sitemap)
                .flatMap(fetched -> sitemap.trouble() == null
                        ? Mono.just(
                                fetched instanceof Fetched.Response response
                                        ? decision.sitemap(lease, sitemap, response)
                                        : decision.brokenSitemap(work, lease, fetched, sitemap))
                        : Mono.error(sitemap.trouble()));
    }

    private Mono<CommitPlan> readPage(Visit visit, Lease lease, PageReader reader) {
        ActiveJob work = visit.job;
        return sent(visit, lease, work.job().spec().maxBodySize(), reader::sinkFor)
                .flatMap(fetched -> fetched instanceof Fetched.Response
                        ? extracted(reader).thenReturn(fetched)
                        : Mono.just(fetched))
                .flatMap(fetched -> reader.trouble() == null
                        ? Mono.fromSupplier(() -> rethrowErrors(() -> decided(work, lease, fetched, reader)))
                        : Mono.error(reader.trouble()));
    }

    /** An error of the JVM would end no Mono: the visit would hang, and hold what it holds for ever. */
    private static <T> T rethrowErrors(Supplier<T> step) {
        try {
            return step.get();
        } catch (VirtualMachineError | LinkageError e) {
            throw new IllegalStateException("a page was too much", e);
        }
    }

    /** Takes out of the body what the job asks for: where that is work, on the threads for it. */
    private Mono<Void> extracted(PageReader reader) {
        Mono<Void> extraction = Mono.fromRunnable(() -> {
            Instant begun = clock.instant();
            rethrowErrors(() -> {
                reader.extract();
                return reader;
            });
            if (reader.isHeld()) {
                listener.extracted(Duration.between(begun, clock.instant()));
            }
        });
        return reader.partsWritten().then(reader.isHeld() ? extraction.subscribeOn(parse) : extraction);
    }

    /** Makes the transfer, and gives the turn and the slot back as soon as it has ended. */
    private Mono<Fetched> sent(Visit visit, Lease lease, long bytesMax, Function<Fetched.Head, BodySink> sinks) {
        ActiveJob work = visit.job;
        CanonicalUrl target = lease.entry().target();
        JobSpec spec = work.job().spec();
        work.restoreCookies(lease.entry().cookies(), clock.instant());
        FetchRequest request = new FetchRequest(
                target,
                work.headersFor(target, clock.instant()),
                spec.timeout(),
                bytesMax,
                false,
                spec.keepBodies() && lease.entry().isPage());
        Mono<Fetched> hop = target.isHttp() ? fetcher.fetch(request, sinks) : files.fetch(request, sinks);
        Purpose purpose = lease.entry().isPage() ? Purpose.PAGE : Purpose.SITEMAP;
        return trace.of(hop, work.id(), target, purpose, lease.entry().attempt())
                .flatMap(fetched -> {
                    work.takeCookies(target, fetched, clock.instant());
                    listener.fetched(fetched);
                    return turns.ended(visit, lease.host(), fetched)
                            .then(turns.giveBack(visit))
                            .thenReturn(fetched);
                });
    }

    private CommitPlan decided(ActiveJob work, Lease lease, Fetched fetched, PageReader reader) {
        Instant begun = clock.instant();
        CommitPlan commits = decision.decide(work, lease, fetched, reader);
        if (fetched instanceof Fetched.Response) {
            listener.parsed(Duration.between(begun, clock.instant()));
        }
        return commits;
    }
}
