package io.orbweaver.store.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.job.JobId;
import io.orbweaver.politeness.HostGate;
import io.orbweaver.politeness.HostPace;
import io.orbweaver.politeness.HostPolicy;
import io.orbweaver.politeness.Turn;
import io.orbweaver.politeness.TurnAnswer;
import io.orbweaver.politeness.Verdict;
import io.orbweaver.store.redis.server.JobKeys;
import io.orbweaver.url.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The gate that all instances share: the state of each host on the server, changed by compare and set. What an instance
 * remembers of hosts is what it saw last, and only spares it a look.
 */
final class RedisHostGate implements HostGate {

    private static final int UPDATERS_MAX = 10_000;
    private static final int HOSTS_AT_ONCE = 16;

    /** The return of another instance's turn is not signalled: interval at which to look for it. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private static final byte[] STATE = {'s'};

    private final RedisContext context;
    private final Instant started;
    private final Cache<Host, HostUpdater> updaters =
            Caffeine.newBuilder().maximumSize(UPDATERS_MAX).build();
    /** The turns that this instance has and renews: any other of its turns expires. */
    private final Map<Host, List<Turn>> held = new ConcurrentHashMap<>();

    RedisHostGate(RedisContext context) {
        this.context = context;
        this.started = context.now();
    }

    private HostUpdater updater(Host host) {
        return updaters.get(host, fresh -> new HostUpdater(fresh, context, started));
    }

    @Override
    public Mono<TurnAnswer> take(Host host, JobId job, HostPolicy policy) {
        HostUpdater.Change<TurnAnswer> change = (state, now) -> {
            HostState wanting = state.wanted(job, policy, now);
            HostPace.Taken taken = wanting.pace().take(host, now);
            HostState next = wanting.with(taken.pace());
            if (taken.answer() instanceof TurnAnswer.Granted granted) {
                return new HostUpdater.Changed<>(next.with(context.instance(), granted.turn(), now), granted);
            }
            boolean ofOthers = taken.answer().equals(new TurnAnswer.Wait(Instant.MAX)) && !next.has(context.instance());
            return new HostUpdater.Changed<>(
                    next, ofOthers ? new TurnAnswer.Wait(now.plus(LOOK_AGAIN)) : taken.answer());
        };
        return context.calls()
                .run(
                        context.calls()
                                .settled()
                                .then(updater(host).change(change, new TurnAnswer.Wait(Instant.MAX)))
                                .doOnNext(this::taken),
                        dropped -> dropped instanceof TurnAnswer.Granted granted
                                ? back(granted.turn(), Verdict.UNSPENT)
                                : Mono.empty());
    }

    private void taken(TurnAnswer answer) {
        if (answer instanceof TurnAnswer.Granted granted) {
            hold(granted.turn());
        }
    }

    private void hold(Turn turn) {
        held.merge(turn.host(), List.of(turn), (there, more) -> {
            List<Turn> all = new ArrayList<>(there);
            all.addAll(more);
            return List.copyOf(all);
        });
    }

    private void letGo(Turn turn) {
        held.computeIfPresent(turn.host(), (host, there) -> {
            List<Turn> left = new ArrayList<>(there);
            left.remove(turn); // one of those that are equal
            return left.isEmpty() ? null : List.copyOf(left);
        });
    }

    @Override
    public Mono<Turn> begin(Turn turn) {
        HostUpdater.Change<Optional<Turn>> change = (state, now) -> {
            if (!state.isOut(context.instance(), turn)) {
                return new HostUpdater.Changed<>(state, Optional.empty());
            }
            Turn begun = turn.begin(now, state.pace().lastStart());
            return new HostUpdater.Changed<>(state.begun(context.instance(), turn, begun, now), Optional.of(begun));
        };
        return context.calls()
                .run(updater(turn.host()).change(change, Optional.empty()).flatMap(begun -> {
                    letGo(turn);
                    begun.ifPresent(this::hold);
                    return begun.map(Mono::just).orElseGet(() -> Mono.error(lapsed(turn)));
                }));
    }

    private static StoreUnavailable lapsed(Turn turn) {
        return new StoreUnavailable("a turn of " + turn.host().value() + " lapsed, as it was not renewed in time");
    }

    @Override
    public Mono<Void> giveBack(Turn turn, Verdict verdict) {
        return context.calls().run(Mono.defer(() -> back(turn, verdict)));
    }

    /** Where the server cannot be reached, the turn expires: it is not renewed any more. */
    private Mono<Void> back(Turn turn, Verdict verdict) {
        letGo(turn);
        return change(turn.host(), (state, now) -> state.back(context.instance(), turn, verdict, now));
    }

    @Override
    public Mono<Void> hold(Host host, Instant until) {
        return context.calls()
                .run(change(host, (state, now) -> state.with(state.pace().held(until, now))));
    }

    @Override
    public Mono<Void> leave(Host host, JobId job) {
        return context.calls().run(change(host, (state, now) -> state.left(job)));
    }

    private interface Plain {
        HostState apply(HostState state, Instant now);
    }

    private Mono<Void> change(Host host, Plain change) {
        return updater(host)
                .change((state, now) -> new HostUpdater.Changed<>(change.apply(state, now), true), false)
                .then();
    }

    @Override
    public Mono<HostView> host(Host host) {
        return context.calls().read(view(host));
    }

    private Mono<HostView> view(Host host) {
        return context.link()
                .commands()
                .hget(JobKeys.host(host.value()), STATE)
                .map(bytes -> new HostView(
                        host,
                        HostStateCodec.decode(host, bytes).at(context.now()).pace()));
    }

    @Override
    public Mono<List<HostView>> hosts(String after, int limit) {
        return context.calls().read(views(after, limit));
    }

    /** The list of hosts is a hint: those that are found without a state are passed over, and more are looked at. */
    private Mono<List<HostView>> views(String after, int limit) {
        return names(after, limit)
                .flatMap(names -> Flux.fromIterable(names)
                        .flatMapSequential(name -> view(new Host(name)), HOSTS_AT_ONCE, 1)
                        .collectList()
                        .flatMap(views -> names.size() < limit || views.size() == limit
                                ? Mono.just(views)
                                : views(names.get(names.size() - 1), limit - views.size())
                                        .map(more -> {
                                            List<HostView> all = new ArrayList<>(views);
                                            all.addAll(more);
                                            return all;
                                        })));
    }

    private Mono<List<String>> names(String after, int limit) {
        Range.Boundary<byte[]> lower =
                after.isEmpty() ? Range.Boundary.unbounded() : Range.Boundary.excluding(JobKeys.bytes(after));
        return context.link()
                .commands()
                .zrangebylex(JobKeys.HOSTS, Range.from(lower, Range.Boundary.unbounded()), Limit.create(0, limit))
                .map(JobKeys::text)
                .collectList();
    }

    /** Renews the turns of this instance, on every host that can be reached. For within a step. */
    Mono<Void> renew() {
        return Flux.defer(() -> Flux.fromIterable(held.keySet()))
                .flatMapDelayError(
                        host -> change(
                                host,
                                (state, now) ->
                                        state.renewed(context.instance(), held.getOrDefault(host, List.of()), now)),
                        HOSTS_AT_ONCE,
                        1)
                .then();
    }

    /** Returns the turns of this instance, which stops. For within a step. */
    Mono<Void> giveBackAll() {
        return Flux.defer(() -> Flux.fromIterable(held.keySet()))
                .flatMap(host -> change(host, (state, now) -> state.gone(context.instance(), now)), HOSTS_AT_ONCE)
                .then();
    }

    /** Looks at some hosts of the list and forgets those that have no state any more; the last of them, or empty. */
    Mono<String> sweep(String after, int limit) {
        return names(after, limit)
                .flatMap(names -> Flux.fromIterable(names)
                        .flatMapDelayError(
                                name -> context.link()
                                        .commands()
                                        .exists(JobKeys.host(name))
                                        .filter(there -> there == 0)
                                        .flatMap(none ->
                                                context.link().commands().zrem(JobKeys.HOSTS, JobKeys.bytes(name))),
                                HOSTS_AT_ONCE,
                                1)
                        .then(Mono.just(names.size() < limit ? "" : names.get(names.size() - 1))));
    }
}
