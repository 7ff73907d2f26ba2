package io.orbweaver.crawl;

import io.orbweaver.commit.Commit;
import io.orbweaver.commit.Ledger;
import io.orbweaver.commit.Ledger.Receipt;
import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.crawl.Visit.CommitPlan;
import io.orbweaver.crawl.schedule.HostResult;
import io.orbweaver.crawl.schedule.HostTask;
import io.orbweaver.crawl.schedule.ScheduleEvent;
import io.orbweaver.frontier.DueHost;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.JobId;
import io.orbweaver.job.Jobs;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.outcome.Outcome;
import io.orbweaver.politeness.HostPolicy;
import io.orbweaver.politeness.TurnAnswer;
import io.orbweaver.robots.OriginRobots;
import io.orbweaver.robots.RobotsCache;
import io.orbweaver.url.Host;
import io.orbweaver.url.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The steps of a visit, each a cold Mono; an empty one ends the visit there. */
final class VisitSteps {

    private static final Logger log = LoggerFactory.getLogger(VisitSteps.class);

    private final Dispatcher dispatcher;
    private final HostTurns turns;
    private final VisitTransfers transfers;
    private final Frontier frontier;
    private final Ledger ledger;
    private final Jobs jobs;
    private final RobotsCache robots;
    private final HopDecision decision;
    private final CrawlListener listener;
    private final InstantSource clock;
    private final BodyBudget bodies;

    VisitSteps(Dispatcher dispatcher, HostTurns turns, CrawlPorts ports, HopDecision decision) {
        this.dispatcher = dispatcher;
        this.turns = turns;
        this.transfers = new VisitTransfers(turns, ports, decision);
        this.frontier = ports.frontier();
        this.ledger = ports.ledger();
        this.jobs = ports.jobs();
        this.robots = ports.robots();
        this.listener = ports.listener();
        this.clock = ports.clock();
        this.bodies = ports.bodies();
        this.decision = decision;
    }

    /** Room for a body, not taken yet. */
    BodyBudget.Claim claim() {
        return bodies.claim();
    }

    HostTurns turns() {
        return turns;
    }

    /** Takes the host's turn, or releases the host until it may be had. */
    Mono<TurnAnswer> turn(Visit visit) {
        return Mono.defer(() -> turns.take(visit, visit.task.host(), policy(visit)))
                .handle((answer, out) -> {
                    if (answer instanceof TurnAnswer.Wait wait) {
                        turns.await(visit, visit.task.host(), wait.until());
                    } else {
                        out.next(answer);
                    }
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
                    turns.release(visit, new HostResult.NotLeased(leased.next(), leased.full()));
                }
                return Mono.empty();
            }
            visit.setLease(lease);
            if (first) {
                turns.release(visit, new HostResult.Leased(leased.next()));
            } else {
                dispatcher.on(new ScheduleEvent.LeasedMore(task));
            }
            return Mono.just(new LeasedUrl(lease, answer instanceof TurnAnswer.Dead dead ? dead : null));
        });
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
                    .orElseGet(() -> transfers.of(visit, lease))
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
            turns.release(visit, new HostResult.Failed());
        }
        return Mono.empty();
    }

    /** The end of a visit besides its slot and turn: its claim and its lease go back. */
    Mono<Void> end(Visit visit) {
        visit.claim.giveBack();
        Lease lease = visit.uncommitted();
        Mono<Void> given = lease == null ? Mono.empty() : frontier.giveBack(lease);
        return given.onErrorComplete(StoreUnavailable.class).then(Mono.fromRunnable(() -> {
            if (visit.hasLeased()) {
                dispatcher.on(new ScheduleEvent.VisitEnded(visit.task));
            }
        }));
    }
}
