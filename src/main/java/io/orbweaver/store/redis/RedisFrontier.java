package io.orbweaver.store.redis;

import io.orbweaver.frontier.DueHost;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.frontier.KnownUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.frontier.LeaseAnswer;
import io.orbweaver.frontier.ListedUrl;
import io.orbweaver.job.JobId;
import io.orbweaver.store.redis.server.Script;
import io.orbweaver.store.redis.server.ScriptArgs;
import io.orbweaver.store.redis.server.ServerClock;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Host;
import io.orbweaver.url.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The frontier on Redis; see {@link Heartbeat} for how leases and held hosts are kept. */
final class RedisFrontier implements Frontier {

    private static final DueHosts NONE = new DueHosts(List.of(), Instant.MAX);
    private static final int AT_ONCE = 256;
    private static final int JOBS_AT_ONCE = 16;

    private final RedisContext context;
    private final StateTransitions transitions;
    private final KnownUrls known;

    RedisFrontier(RedisContext context, StateTransitions transitions, KnownUrls known) {
        this.context = context;
        this.transitions = transitions;
        this.known = known;
    }

    @Override
    public Mono<DueHosts> due(JobId job, int hostsMax) {
        return context.calls()
                .run(
                        context.calls().settled().then(Mono.defer(() -> dueNow(job, hostsMax))),
                        dropped -> Flux.fromIterable(dropped.hosts())
                                .concatMap(due -> laterNow(job, List.of(due.host()), context.now()))
                                .then());
    }

    private Mono<DueHosts> dueNow(JobId job, int hostsMax) {
        ScriptArgs args = context.args(job).add(hostsMax);
        context.held().hosts(job).forEach(host -> args.add(host.value()));
        return context.step(Script.DUE, job, args).flatMap(answer -> {
            if (!answer.is("ok")) {
                return Mono.just(NONE);
            }
            List<DueHost> hosts = new ArrayList<>();
            int at = 5;
            for (long left = answer.number(4); left > 0; left--) {
                Host host = new Host(answer.text(at));
                hosts.add(new DueHost(host, origin(answer.bytes(at + 1))));
                context.held().hold(job, host);
                at += 2;
            }
            String ask = answer.text(3);
            Instant again = ask.isEmpty() ? Instant.MAX : ServerClock.instant(Long.parseLong(ask));
            DueHosts due = new DueHosts(hosts, again);
            return transitions.endIfOver(job, answer).thenReturn(due);
        });
    }

    private static Origin origin(byte[] blob) {
        return EntryCodec.decode(blob).target().origin();
    }

    @Override
    public Mono<LeaseAnswer> lease(JobId job, Host host, Origin origin) {
        return context.calls().run(Mono.defer(() -> leaseNow(job, host, origin)), dropped -> {
            Lease lease = dropped.lease();
            Mono<Void> back = lease == null ? Mono.empty() : backNow(job, List.of(lease.token()));
            return back.then(laterNow(job, List.of(host), context.now()));
        });
    }

    private Mono<LeaseAnswer> leaseNow(JobId job, Host host, Origin origin) {
        ScriptArgs args = context.args(job).add(host.value()).add(EntryCodec.schemeOf(origin));
        return context.step(Script.LEASE, job, args).map(answer -> {
            Lease lease = null;
            if (!answer.text(2).isEmpty()) {
                lease = new Lease(
                        job, EntryCodec.decode(answer.bytes(3)), host, answer.number(2), (int) answer.number(6));
                context.held().leased(job, lease.token());
            }
            byte[] next = answer.bytes(4);
            if (next.length == 0 || answer.flag(5)) {
                context.held().release(job, host);
            }
            return new LeaseAnswer(lease, next.length == 0 ? null : new DueHost(host, origin(next)), answer.flag(5));
        });
    }

    @Override
    public Mono<Void> later(JobId job, Host host, Instant until) {
        return context.calls().run(Mono.defer(() -> laterNow(job, List.of(host), until)));
    }

    private Mono<Void> laterNow(JobId job, List<Host> hosts, Instant until) {
        ScriptArgs args = context.args(job).add(ServerClock.micros(until));
        hosts.forEach(host -> args.add(host.value()));
        return context.step(Script.LATER, job, args)
                .doOnNext(answer -> hosts.forEach(host -> context.held().release(job, host)))
                .then();
    }

    @Override
    public Mono<Void> giveBack(Lease lease) {
        return context.calls().run(Mono.defer(() -> backNow(lease.job(), List.of(lease.token()))));
    }

    /** Where the server cannot be reached, the leases expire: they are not renewed any more. */
    private Mono<Void> backNow(JobId job, List<Long> tokens) {
        tokens.forEach(token -> context.held().ended(job, token));
        ScriptArgs args = context.args(job).none();
        tokens.forEach(args::add);
        return context.step(Script.BACK, job, args).flatMap(answer -> transitions.endIfOver(job, answer));
    }

    @Override
    public Mono<Void> recall() {
        return context.calls().run(recallNow());
    }

    /** Returns all that this instance holds of jobs. For within a step. */
    Mono<Void> recallNow() {
        return Flux.defer(() -> Flux.fromIterable(context.held().jobs()))
                .flatMap(
                        job -> Flux.fromIterable(context.held().tokens(job))
                                .buffer(AT_ONCE)
                                .concatMap(tokens -> backNow(job, tokens))
                                .then(Mono.fromRunnable(() -> context.held().drop(job))),
                        JOBS_AT_ONCE)
                .then();
    }

    @Override
    public Mono<KnownUrl> find(JobId job, CanonicalUrl url) {
        return context.calls().read(known.find(job, url));
    }

    @Override
    public Mono<List<ListedUrl>> list(JobId job, @Nullable CanonicalUrl after, int max) {
        return context.calls().read(known.list(job, after, max));
    }

    @Override
    public Flux<JobId> wakes() {
        return context.signals().wakes();
    }
}
