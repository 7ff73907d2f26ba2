package io.orbweaver.store.redis;

import io.lettuce.core.RedisException;
import io.orbweaver.commit.Commit;
import io.orbweaver.commit.Ledger.Receipt;
import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.event.EventType;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.KnownUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.JobId;
import io.orbweaver.job.spec.DuplicateUse;
import io.orbweaver.outcome.Page;
import io.orbweaver.store.base.CommitRules;
import io.orbweaver.store.base.CommitRules.Facts;
import io.orbweaver.store.base.CommitRules.Room;
import io.orbweaver.store.redis.server.Script;
import io.orbweaver.store.redis.server.ScriptArgs;
import io.orbweaver.store.redis.server.ScriptReply;
import io.orbweaver.url.CanonicalUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends visits. What a commit comes to is decided here, by what is known; the script confirms that, and applies it.
 * Where more is so (an earlier page has the content, the target is an alias, there is no room for the body) it says
 * what, has done nothing, and the decision is made anew. Each of these happens at most once, as none is ever taken
 * back. All Monos are for within a step.
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
        return facts(commit).flatMap(facts -> ahead(commit, facts).flatMap(rest -> append(rest, facts, TRIES)));
    }

    /** Makes URLs known under a lease, some in each step. */
    Mono<Receipt> discover(Lease lease, List<FrontierUrl> discovered) {
        return Flux.fromIterable(discovered)
                .buffer(DISCOVERED_AT_ONCE)
                .concatMap(part -> context.step(Script.APPEND, lease.job(), CommitArgs.of(context, lease, part)))
                .map(CommitScript::receipt)
                .reduce(Receipt.COMMITTED, (all, one) -> one == Receipt.LEASE_LOST ? one : all);
    }

    /** Many URLs go before the commit, under the same lease. */
    private Mono<Commit> ahead(Commit commit, Facts facts) {
        if (commit.discovered().size() <= DISCOVERED_AT_ONCE) {
            return Mono.just(commit);
        }
        List<FrontierUrl> all = CommitRules.decide(commit, facts).discovered();
        int many = Math.max(0, all.size() - DISCOVERED_AT_ONCE);
        Commit rest = new Commit(commit.lease(), commit.result(), all.subList(many, all.size()));
        return discover(commit.lease(), all.subList(0, many)).thenReturn(rest);
    }

    private static Receipt receipt(ScriptReply answer) {
        return answer.is("lost") ? Receipt.LEASE_LOST : Receipt.COMMITTED;
    }

    /** What has to be looked up before: of a job that skips copies, whether the page is one. */
    private Mono<Facts> facts(Commit commit) {
        JobId id = commit.lease().job();
        Page page = commit.result() instanceof Commit.Done done && done.outcome() instanceof Page of ? of : null;
        if (page == null) {
            return Mono.just(Facts.none(DuplicateUse.REPORT));
        }
        return jobs.spec(id)
                .map(spec -> Facts.none(spec.duplicates()))
                .flatMap(facts ->
                        facts.duplicates() == DuplicateUse.SKIP ? earlier(commit, page, facts) : Mono.just(facts))
                .defaultIfEmpty(Facts.none(DuplicateUse.REPORT));
    }

    /** The content is looked up only where many URLs would become known before the script can say that it is a copy. */
    private Mono<Facts> earlier(Commit commit, Page page, Facts facts) {
        JobId id = commit.lease().job();
        return pageUnder(id, page.canonical())
                .map(facts::canonical)
                .defaultIfEmpty(facts)
                .flatMap(more -> commit.discovered().size() <= DISCOVERED_AT_ONCE
                        ? Mono.just(more)
                        : known.firstOfContent(id, page.sha256())
                                .map(more::content)
                                .defaultIfEmpty(more));
    }

    /** The known URL whose outcome is a page under some URL. */
    private Mono<CanonicalUrl> pageUnder(JobId id, @Nullable CanonicalUrl url) {
        return Mono.justOrEmpty(url)
                .flatMap(there -> known.find(id, there))
                .filter(found -> found.seq() > 0)
                .filterWhen(found -> known.typeOf(id, found.seq()).map(type -> type == EventType.PAGE))
                .map(KnownUrl::url);
    }

    private Mono<Receipt> append(Commit commit, Facts facts, int tries) {
        if (tries == 0) {
            return Mono.error(RedisContext.contended());
        }
        JobId id = commit.lease().job();
        ScriptArgs args = CommitArgs.of(context, CommitRules.decide(commit, facts), bodies.left());
        return context.step(Script.APPEND, id, args).flatMap(answer -> switch (answer.status()) {
            case "content" -> known.url(id, answer).flatMap(first -> append(commit, facts.content(first), tries - 1));
            case "alias" -> known.url(id, answer).flatMap(of -> append(commit, facts.target(of), tries - 1));
            case "room" -> {
                Room room = new Room(answer.number(2), answer.number(3), answer.number(4));
                yield append(commit, facts.room(room), tries - 1);
            }
            default -> ended(commit.lease(), answer);
        });
    }

    private Mono<Receipt> ended(Lease lease, ScriptReply answer) {
        context.held().ended(lease.job(), lease.token());
        // the visit counts by now: where the end of the job has to wait, the next beat or question finds it
        Mono<Void> over = transitions.endIfOver(lease.job(), answer);
        return bodies.add(answer.number(4))
                .onErrorComplete(CommitScript::isTrouble)
                .then(over.onErrorComplete(CommitScript::isTrouble))
                .thenReturn(receipt(answer));
    }

    private static boolean isTrouble(Throwable error) {
        return error instanceof RedisException || error instanceof StoreUnavailable;
    }
}
