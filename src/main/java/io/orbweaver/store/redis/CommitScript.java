package io.orbweaver.store.redis;

import io.lettuce.core.RedisException;
import io.orbweaver.commit.Commit;
import io.orbweaver.commit.Kept;
import io.orbweaver.commit.Ledger.Receipt;
import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.event.EventData;
import io.orbweaver.event.EventJson;
import io.orbweaver.event.EventType;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.KnownUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.JobId;
import io.orbweaver.job.spec.DuplicateUse;
import io.orbweaver.outcome.BodyKeeping;
import io.orbweaver.outcome.Outcome;
import io.orbweaver.outcome.Page;
import io.orbweaver.outcome.Skip;
import io.orbweaver.outcome.SkipReason;
import io.orbweaver.store.redis.server.Script;
import io.orbweaver.store.redis.server.ScriptReply;
import io.orbweaver.url.CanonicalUrl;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends visits. What an outcome says is encoded here, and only the script knows whether it still holds: where it does
 * not (an earlier page has the content, the target is an alias, there is no room for the body) the script says so and
 * has done nothing, and the visit is ended with what is so. Each of these happens once at the most, as none is ever
 * taken back. All Monos are for within a step.
 */
final class CommitScript {

    /** A copy, an alias or a body without room, and once more. */
    private static final int TRIES = 5;

    /** URLs that one step makes known: so none takes longer than some milliseconds. */
    private static final int DISCOVERED_AT_ONCE = 250;

    private final RedisContext context;
    private final RedisJobs jobs;
    private final StateTransitions transitions;
    private final KnownUrls known;
    private final BodyTotal bodies;

    CommitScript(
            RedisContext context, RedisJobs jobs, StateTransitions transitions, KnownUrls known, BodyTotal bodies) {
        this.context = context;
        this.jobs = jobs;
        this.transitions = transitions;
        this.known = known;
        this.bodies = bodies;
    }

    /** Ends a visit. */
    Mono<Receipt> append(Commit commit) {
        return isSkipped(commit).flatMap(this::ahead).flatMap(asked -> append(asked, TRIES));
    }

    /** Makes URLs known under a lease, some in each step. */
    Mono<Receipt> discover(Lease lease, List<FrontierUrl> discovered) {
        return Flux.fromIterable(discovered)
                .buffer(DISCOVERED_AT_ONCE)
                .concatMap(part -> context.step(Script.APPEND, lease.job(), CommitArgs.of(context, lease, part)))
                .map(CommitScript::receipt)
                .reduce(Receipt.COMMITTED, (all, one) -> one == Receipt.LEASE_LOST ? one : all);
    }

    /** Many URLs go before the commit, under the same lease; but those of a copy that is skipped lead nowhere. */
    private Mono<Commit> ahead(Commit commit) {
        int many = commit.discovered().size() - DISCOVERED_AT_ONCE;
        if (many <= 0) {
            return Mono.just(commit);
        }
        Commit rest = new Commit(
                commit.lease(), commit.result(), commit.discovered().subList(many, many + DISCOVERED_AT_ONCE));
        return isSkippedCopy(commit)
                .flatMap(copy -> copy
                        ? Mono.just(commit)
                        : discover(commit.lease(), commit.discovered().subList(0, many))
                                .thenReturn(rest));
    }

    private Mono<Boolean> isSkippedCopy(Commit commit) {
        JobId id = commit.lease().job();
        if (!(commit.result() instanceof Commit.Done done) || !(done.outcome() instanceof Page page)) {
            return Mono.just(false);
        }
        return jobs.record(id)
                .filter(record -> record.job().spec().duplicates() == DuplicateUse.SKIP)
                .flatMap(record -> known.hasContent(id, page.sha256()))
                .defaultIfEmpty(false);
    }

    private static Receipt receipt(ScriptReply answer) {
        return answer.is("lost") ? Receipt.LEASE_LOST : Receipt.COMMITTED;
    }

    /** A page whose canonical URL is a page already, of a job that skips copies. */
    private Mono<Commit> isSkipped(Commit commit) {
        Commit.Done done = commit.result() instanceof Commit.Done ended ? ended : null;
        Page page = done != null && done.outcome() instanceof Page fetched ? fetched : null;
        CanonicalUrl canonical = page == null || page.bytes() == 0 ? null : page.canonical();
        if (done == null || canonical == null) {
            return Mono.just(commit);
        }
        JobId id = commit.lease().job();
        CanonicalUrl own = commit.lease().entry().url();
        return jobs.record(id)
                .filter(record -> record.job().spec().duplicates() == DuplicateUse.SKIP)
                .flatMap(record -> known.find(id, canonical))
                .filter(found -> found.seq() > 0 && !found.url().equals(own))
                .filterWhen(found -> known.typeOf(id, found.seq()).map(type -> type == EventType.PAGE))
                .map(KnownUrl::url)
                .map(of -> skipped(commit, of, done.at()))
                .defaultIfEmpty(commit);
    }

    private Mono<Receipt> append(Commit commit, int tries) {
        if (tries == 0) {
            return Mono.error(RedisContext.contended());
        }
        Lease lease = commit.lease();
        return context.step(Script.APPEND, lease.job(), CommitArgs.of(context, commit, bodies.left()))
                .flatMap(answer -> switch (answer.status()) {
                    case "content" ->
                        of(lease.job(), answer)
                                .flatMap(of -> copy(commit, of))
                                .flatMap(copy -> append(copy, tries - 1));
                    case "alias" ->
                        of(lease.job(), answer)
                                .flatMap(of ->
                                        append(skipped(commit, of, ((Commit.Parked) commit.result()).at()), tries - 1));
                    case "room" -> append(withoutBody(commit), tries - 1);
                    default -> ended(lease, answer);
                });
    }

    private Mono<Receipt> ended(Lease lease, ScriptReply answer) {
        context.held().ended(lease.job(), lease.token());
        // the visit counts by now: where the end of the job has to wait, the next beat or question finds it
        Mono<Void> over = answer.flag(2) ? transitions.endIfOver(lease.job()) : Mono.empty();
        return bodies.add(answer.number(4))
                .onErrorComplete(CommitScript::isTrouble)
                .then(over.onErrorComplete(CommitScript::isTrouble))
                .thenReturn(receipt(answer));
    }

    private static boolean isTrouble(Throwable error) {
        return error instanceof RedisException || error instanceof StoreUnavailable;
    }

    /** The known URL that an answer leads to. */
    private Mono<CanonicalUrl> of(JobId job, ScriptReply answer) {
        return known.url(job, answer.number(2), answer.bytes(5));
    }

    /** A page whose content an earlier page had says so, or is none, as the job asks. */
    private Mono<Commit> copy(Commit commit, CanonicalUrl of) {
        Commit.Done done = (Commit.Done) commit.result();
        Page page = (Page) done.outcome();
        return jobs.record(commit.lease().job())
                .map(record -> record.job().spec().duplicates() == DuplicateUse.SKIP)
                .defaultIfEmpty(false)
                .map(skips ->
                        skips ? skipped(commit, of, done.at()) : with(commit, done, page.duplicateOf(of), done.kept()));
    }

    /** A page whose body there is no room for says so. */
    private static Commit withoutBody(Commit commit) {
        Commit.Done done = (Commit.Done) commit.result();
        return with(commit, done, ((Page) done.outcome()).body(BodyKeeping.LIMIT), null);
    }

    private static Commit with(Commit commit, Commit.Done done, Page page, @Nullable Kept kept) {
        EventData data = data(commit.lease().entry(), page, done.at());
        return new Commit(
                commit.lease(), new Commit.Done(page, data, done.at(), done.joining(), kept), commit.discovered());
    }

    /** A copy leads nowhere; what else was found there stays. */
    private static Commit skipped(Commit commit, CanonicalUrl of, Instant at) {
        Skip skip = new Skip(SkipReason.DUPLICATE, of);
        boolean page = commit.result() instanceof Commit.Done;
        String joining = commit.result() instanceof Commit.Done done ? done.joining() : null;
        FrontierUrl entry = commit.result() instanceof Commit.Parked parked
                ? parked.next()
                : commit.lease().entry();
        List<FrontierUrl> discovered =
                page ? commit.discovered().stream().filter(url -> !url.isPage()).toList() : commit.discovered();
        return new Commit(commit.lease(), new Commit.Done(skip, data(entry, skip, at), at, joining, null), discovered);
    }

    private static EventData data(FrontierUrl url, Outcome outcome, Instant at) {
        return EventJson.outcome(new EventJson.Place(url.url(), url.depth(), url.referrer(), at), outcome);
    }
}
