package io.orbweaver.simulation;

import io.orbweaver.job.JobId;
import io.orbweaver.politeness.HostGate;
import io.orbweaver.politeness.HostPolicy;
import io.orbweaver.politeness.Turn;
import io.orbweaver.politeness.TurnAnswer;
import io.orbweaver.politeness.Verdict;
import io.orbweaver.url.Host;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** A host gate that notes what goes through it. */
record SimGate(HostGate gate, Consumer<String> note) implements HostGate {

    @Override
    public Mono<TurnAnswer> take(Host host, JobId job, HostPolicy policy) {
        return gate.take(host, job, policy)
                .doOnNext(answer -> note.accept("take " + host.value() + " for " + job + ": " + answer));
    }

    @Override
    public Mono<Turn> begin(Turn turn) {
        return gate.begin(turn).doOnNext(begun -> note.accept("begin " + begun));
    }

    @Override
    public Mono<Void> giveBack(Turn turn, Verdict verdict) {
        return gate.giveBack(turn, verdict)
                .doOnSubscribe(s -> note.accept("turn back " + turn.host().value() + " " + verdict));
    }

    @Override
    public Mono<Void> hold(Host host, Instant until) {
        return gate.hold(host, until).doOnSubscribe(s -> note.accept("hold " + host.value() + " until " + until));
    }

    @Override
    public Mono<Void> leave(Host host, JobId job) {
        return gate.leave(host, job).doOnSubscribe(s -> note.accept("leave " + host.value() + " by " + job));
    }

    @Override
    public Mono<HostView> host(Host host) {
        return gate.host(host);
    }

    @Override
    public Mono<List<HostView>> hosts(String after, int limit) {
        return gate.hosts(after, limit);
    }
}
