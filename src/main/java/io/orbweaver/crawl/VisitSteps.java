package io.orbweaver.crawl;

import io.orbweaver.commit.Commit;
import io.orbweaver.commit.Ledger;
import io.orbweaver.commit.Ledger.Receipt;
import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.crawl.TransferTrace.Purpose;
import io.orbweaver.crawl.Visit.CommitPlan;
import io.orbweaver.crawl.schedule.HostResult;
import io.orbweaver.crawl.schedule.HostTask;
import io.orbweaver.crawl.schedule.ScheduleEvent;
import io.orbweaver.fetch.BodySink;
import io.orbweaver.fetch.FetchRequest;
import io.orbweaver.fetch.Fetched;
import io.orbweaver.fetch.Transfers;
import io.orbweaver.frontier.DueHost;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.JobId;
import io.orbweaver.job.Jobs;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.outcome.Outcome;
import io.orbweaver.politeness.HostGate;
import io.orbweaver.politeness.HostPolicy;
import io.orbweaver.politeness.Turn;
import io.orbweaver.politeness.TurnAnswer;
import io.orbweaver.politeness.Verdict;
import io.orbweaver.robots.OriginRobots;
import io.orbweaver.robots.RobotsCache;
import io.orbweaver.robots.SitemapReader;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Host;
import io.orbweaver.url.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The steps of a visit, each a cold Mono; an empty one ends the visit there. */
final class VisitSteps {

    private static final Logger log = LoggerFactory.getLogger(VisitSteps.class);

    private final Dispatcher dispatcher;
    private final Frontier frontier;
    private final HostGate gate;
    private final Ledger ledger;
    private final Jobs jobs;
    private final Transfers fetcher;
    private final Transfers files;
    private final RobotsCache robots;
    private final HopDecision decision;
    private final CrawlListener listener;
    private final TransferTrace trace;
    private final InstantSource clock;
    private final Scheduler parse;
    private final BodyBudget bodies;
    private final String productToken;

    VisitSteps(Dispatcher dispatcher, CrawlPorts ports, HopDecision decision) {
        this.dispatcher = dispatcher;
        this.frontier = ports.frontier();
        this.gate = ports.gate();
        this.ledger = ports.ledger();
        this.jobs = ports.jobs();
        this.fetcher = ports.fetcher();
        this.files = ports.files();
        this.robots = ports.robots();
        this.listener = ports.listener();
        this.trace = ports.trace();
        this.clock = ports.clock();
        this.parse = ports.parse();
        this.bodies = ports.bodies();
        this.productToken = ports.productToken();
        this.decision = decision;
    }

    /** Room for a body, not taken yet. */
    BodyBudget.Claim claim() {
        return bodies.claim();
    }

    /** Takes the host's turn, or releases the host until it may be had. */
    Mono<TurnAnswer> turn(Visit visit) {
        return Mono.defer(() -> {
            HostTask task = visit.task;
            long changesBefore = dispatcher.turnChanges();
            return gate.take(task.host(), visit.job.id(), policy(visit)).flatMap(answer -> {
                if (answer instanceof TurnAnswer.Wait wait) {
                    if (wait.until().equals(Instant.MAX)) {
                        dispatcher.awaitTurn(task, task.host(), changesBefore);
                    } else {
                        release(visit, new HostResult.WaitUntil(wait.until()));
                    }
                    return Mono.empty();
                }
                if (answer instanceof TurnAnswer.Granted granted) {
                    visit.setTurn(granted.turn());
                }
                return Mono.just(answer);
            });
        });
    }

    private HostPolicy policy(Visit visit) {
        JobSpec spec = visit.job.job().spec();
        if (visit.task.host().equals(Host.FILE)) {
            return new HostPolicy(spec.perHost(), Duration.ZERO);
        }
        Duration spacing = spec.delay();
        if (spec.robots() && robots.get(visit.task.due().next()) instanceof OriginRobots.Known known) {
            Duration asked = known.rules().crawlDelay();
            spacing = asked.compareTo(spacing) > 0 ? asked : spacing;
        }
        return new HostPolicy(spec.perHost(), spacing);
    }

    /**
     * Leases the host's next URL. The first answer of a turn releases the host; a later one is this visit's alone, as
     * the host may have gone on to others by then.
     */
    Mono<LeasedUrl> lease(Visit visit, TurnAnswer answer) {
        HostTask task = visit.task;
        DueHost due = visit.next();
        if (due == null) {
            return Mono.empty();
        }
        return frontier.lease(visit.job.id(), task.host(), due.next()).flatMap(leased -> {
            Lease lease = leased.lease();
            boolean first = !visit.hasReleasedHost();
            visit.setNext(leased.next());
            visit.setHostReleased();
            if (lease == null) {
                if (first) {
                    release(visit, new HostResult.NotLeased(leased.next(), leased.full()));
                }
                return Mono.empty();
            }
            visit.setLease(lease);
            if (first) {
                release(visit, new HostResult.Leased(leased.next()));
            } else {
                dispatcher.on(new ScheduleEvent.LeasedMore(task));
            }
            return Mono.just(new LeasedUrl(lease, answer instanceof TurnAnswer.Dead dead ? dead : null));
        });
    }

    private void release(Visit visit, HostResult result) {
        dispatcher.on(new ScheduleEvent.HostReleased(visit.task, result));
    }

    /**
     * A URL that was leased.
     *
     * @param lease the lease
     * @param dead what its host's circuit says, or null where it may be asked
     */
    record LeasedUrl(Lease lease, TurnAnswer.@Nullable Dead dead) {}

    /** Decides without a transfer, or makes one and decides by its result. */
    Mono<CommitPlan> hop(Visit visit, LeasedUrl leased) {
        ActiveJob work = visit.job;
        Lease lease = leased.lease();
        return Mono.defer(() -> {
            Origin origin = lease.entry().target().origin();
            OriginRobots known = robots.get(origin);
            if (known == null && WorkFactory.needsRobots(work.job().spec(), origin)) {
                // another origin of the host that was chosen, or its time was over since: the URL goes back, and is
                // due for nothing but its robots.txt
                return Mono.<CommitPlan>empty();
            }
            Optional<CommitPlan> decided = decided(work, leased, known);
            decided.ifPresent(commits -> visit.setDecidedWithoutTransfer());
            return decided.map(Mono::just)
                    .orElseGet(() -> transfer(visit, lease))
                    .map(commits -> withSitemaps(work, lease, known, commits));
        });
    }

    private Optional<CommitPlan> decided(ActiveJob work, LeasedUrl leased, @Nullable OriginRobots known) {
        Lease lease = leased.lease();
        JobSpec spec = work.job().spec();
        if (lease.lost() >= Lease.LOST_MAX) {
            listener.internalError();
            String line = "{} of job {} is given up: an instance ended over it each time";
            log.atError().addKeyValue("job", work.id()).log(line, lease.entry().target(), work.id());
            return Optional.of(decision.decided(lease, decision.lost(lease)));
        }
        if (lease.entry().kind() == FrontierUrl.Kind.ORIGIN) {
            return Optional.of(decision.origin(lease, known));
        }
        Optional<Outcome> outcome = leased.dead() == null
                ? decision.byTraps(spec, lease)
                : Optional.of(decision.deadHost(lease, leased.dead()));
        if (outcome.isEmpty() && spec.robots() && known != null) {
            outcome = decision.byRobots(known, lease);
        }
        return outcome.map(ended -> decision.decided(lease, ended));
    }

    private Mono<CommitPlan> transfer(Visit visit, Lease lease) {
        Turn turn = visit.turn();
        if (turn == null) {
            return Mono.error(new IllegalStateException("a transfer without a turn"));
        }
        ActiveJob work = visit.job;
        PageReader.PageLinks links = (head, page) -> decision.discovered(work, lease.entry(), head, page);
        PageReader reader = new PageReader(productToken, work, lease, ledger, visit.claim, links);
        Mono<Void> room = reader.needsClaim() ? visit.claim.taken() : Mono.empty();
        return room.then(gate.begin(turn)).flatMap(begun -> {
            visit.setTurn(begun);
            visit.setVerdict(Verdict.ABANDONED);
            dispatcher.turnChanged(begun.host());
            return lease.entry().isPage() ? readPage(visit, lease, reader) : readSitemap(visit, lease);
        });
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
                    // a slow file says nothing of the others
                    visit.setVerdict(target.isHttp() ? Verdicts.of(fetched) : Verdict.ANSWERED);
                    listener.fetched(fetched);
                    return Verdicts.hold(gate, lease.host(), fetched, clock)
                            .then(giveBack(visit))
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

    /** The sitemaps of an origin go to the frontier with whatever is committed first of its URLs in scope. */
    private static CommitPlan withSitemaps(
            ActiveJob work, Lease lease, @Nullable OriginRobots robots, CommitPlan commits) {
        FrontierUrl entry = lease.entry();
        Origin origin = entry.target().origin();
        boolean wanted = work.wantsSitemapsOf(origin)
                && entry.kind() != FrontierUrl.Kind.SITEMAP
                && (entry.isSeed() || work.scope().covers(entry.target()));
        if (!wanted || !(robots instanceof OriginRobots.Known known)) {
            return commits;
        }
        List<FrontierUrl> sitemaps = known.rules().sitemaps().stream()
                .map(sitemap -> FrontierUrl.sitemap(sitemap, origin + "/robots.txt"))
                .toList();
        return commits.after(origin, sitemaps);
    }

    /** Writes what the visit found. */
    Mono<Void> commit(Visit visit, CommitPlan commits) {
        Lease lease = commits.last().lease();
        Instant committedAt = clock.instant();
        return Flux.fromIterable(commits.before())
                .concatMap(part -> ledger.discover(lease, part))
                .then(Mono.defer(() -> ledger.append(commits.last())))
                .flatMap(receipt -> {
                    visit.setCommitted();
                    if (visit.isDecidedWithoutTransfer()) {
                        visit.forgetLease();
                        dispatcher.on(new ScheduleEvent.VisitEnded(visit.task));
                    }
                    if (receipt == Receipt.LEASE_LOST) {
                        listener.leaseLost();
                        return Mono.empty();
                    }
                    listener.committed(commits.last().result(), Duration.between(committedAt, clock.instant()));
                    if (commits.sitemapsOf() != null) {
                        visit.job.sitemapsCommitted(commits.sitemapsOf());
                    }
                    return rescope(commits);
                });
    }

    private Mono<Void> rescope(CommitPlan commits) {
        boolean joined = commits.last().result() instanceof Commit.Done done && done.joining() != null;
        return joined
                ? jobs.find(commits.last().lease().job())
                        .doOnNext(dispatcher::rescoped)
                        .then()
                : Mono.empty();
    }

    /** An error of the store or an internal one: the URL goes back, and the host is tried again later. */
    Mono<Void> failed(Visit visit, Throwable error) {
        JobId job = visit.job.id();
        if (error instanceof StoreUnavailable) {
            log.atDebug().addKeyValue("job", job).log("a visit of job {} is given up: {}", job, error.getMessage());
            dispatcher.on(new ScheduleEvent.StoreFailed(visit.task.job()));
        } else {
            listener.internalError();
            log.atError()
                    .addKeyValue("job", job)
                    .setCause(error)
                    .log("a visit of job {} failed by an internal error", job);
        }
        if (!visit.hasReleasedHost()) {
            release(visit, new HostResult.Failed());
        }
        return Mono.empty();
    }

    /** The transfer is over, or there was none: slot and turn go back, once. */
    Mono<Void> giveBack(Visit visit) {
        return Mono.defer(() -> {
            Turn turn = visit.takeTurn();
            Mono<Void> given = turn == null ? Mono.empty() : gate.giveBack(turn, visit.verdict());
            return given.onErrorComplete(StoreUnavailable.class).then(Mono.fromRunnable(() -> {
                visit.giveSlotBack();
                if (turn != null) {
                    dispatcher.turnChanged(turn.host());
                } else {
                    dispatcher.on(new ScheduleEvent.TimePassed()); // a slot is free
                }
            }));
        });
    }

    /** The end of a visit, however it came: gives back what is still held. */
    Mono<Void> end(Visit visit) {
        visit.claim.giveBack();
        return giveBack(visit).then(Mono.defer(() -> {
            Lease lease = visit.uncommitted();
            Mono<Void> given = lease == null ? Mono.empty() : frontier.giveBack(lease);
            return given.onErrorComplete(StoreUnavailable.class).then(Mono.fromRunnable(() -> {
                if (visit.hasLeased()) {
                    dispatcher.on(new ScheduleEvent.VisitEnded(visit.task));
                }
            }));
        }));
    }
}
