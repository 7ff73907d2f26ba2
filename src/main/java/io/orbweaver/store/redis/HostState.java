package io.orbweaver.store.redis;

import io.orbweaver.job.JobId;
import io.orbweaver.politeness.HostPace;
import io.orbweaver.politeness.HostPolicy;
import io.orbweaver.politeness.Turn;
import io.orbweaver.politeness.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A host as all instances share it: its pace, the turns that are out with their deadlines, and when each job last
 * wanted it. Immutable; {@link HostStateCodec} makes bytes of it.
 *
 * @param pace the pace
 * @param out turns that are out
 * @param wantedAt when each job in the pace's wants asked last, to about a minute
 */
record HostState(HostPace pace, List<Out> out, Map<JobId, Instant> wantedAt) {

    /** For how long a turn is valid without a renewal. */
    static final Duration TERM = Duration.ofSeconds(10);

    /** After which the wish of a job that does not ask any more expires: a job that runs asks more often. */
    static final Duration WANT_TERM = Duration.ofMinutes(10);

    private static final Duration WANT_NOTED = Duration.ofMinutes(1);
    private static final Duration KEPT = Duration.ofMinutes(2);
    private static final Duration KEPT_BACKED_OFF = Duration.ofHours(1);

    /**
     * A turn that is out. Equal turns of one instance are interchangeable.
     *
     * @param instance who has it
     * @param turn the turn
     * @param deadline until when it holds for sure
     */
    record Out(String instance, Turn turn, Instant deadline) {

        boolean is(String name, Turn wanted) {
            return instance.equals(name) && turn.equals(wanted);
        }
    }

    /** A host that nothing is known of. */
    static HostState fresh(Instant now) {
        return new HostState(HostPace.fresh(now), List.of(), Map.of());
    }

    /**
     * The state at an instant: turns that were not renewed are given up, and wishes that were not repeated are gone.
     */
    HostState at(Instant now) {
        HostState state = this;
        for (Out one : out) {
            if (one.deadline().isBefore(now)) {
                state = state.without(one).with(state.pace.finished(one.turn(), Verdict.ABANDONED, now));
            }
        }
        for (Map.Entry<JobId, Instant> wanted : wantedAt.entrySet()) {
            if (wanted.getValue().plus(WANT_TERM).isBefore(now)) {
                state = state.left(wanted.getKey());
            }
        }
        return state;
    }

    HostState wanted(JobId job, HostPolicy policy, Instant now) {
        Instant before = wantedAt.get(job);
        HostPace wanting = pace.wanted(job, policy);
        if (before != null && before.plus(WANT_NOTED).isAfter(now)) {
            return with(wanting);
        }
        Map<JobId, Instant> noted = new HashMap<>(wantedAt);
        noted.put(job, now);
        return new HostState(wanting, out, Map.copyOf(noted));
    }

    HostState left(JobId job) {
        Map<JobId, Instant> noted = new HashMap<>(wantedAt);
        noted.remove(job);
        return new HostState(pace.left(job), out, Map.copyOf(noted));
    }

    HostState with(HostPace newPace) {
        return newPace.equals(pace) ? this : new HostState(newPace, out, wantedAt);
    }

    /** With a turn that went out. */
    HostState with(String instance, Turn turn, Instant now) {
        List<Out> more = new ArrayList<>(out);
        more.add(new Out(instance, turn, now.plus(TERM)));
        return new HostState(pace, List.copyOf(more), wantedAt);
    }

    private HostState without(Out one) {
        List<Out> less = new ArrayList<>(out);
        less.remove(one);
        return new HostState(pace, List.copyOf(less), wantedAt);
    }

    /** Whether an instance has a turn still: it may have been given up. */
    boolean isOut(String instance, Turn turn) {
        return out.stream().anyMatch(one -> one.is(instance, turn));
    }

    /** Begins the transfer of a turn that is out. */
    HostState begun(String instance, Turn turn, Turn begun, Instant now) {
        return out.stream()
                .filter(one -> one.is(instance, turn))
                .findFirst()
                .map(one -> without(one).with(pace.begun(now)).with(instance, begun, now))
                .orElse(this);
    }

    /** Takes a turn back; one that was given up changes nothing. */
    HostState back(String instance, Turn turn, Verdict verdict, Instant now) {
        return out.stream()
                .filter(one -> one.is(instance, turn))
                .findFirst()
                .map(one -> without(one).with(pace.finished(turn, verdict, now)))
                .orElse(this);
    }

    /** Renews turns of an instance. Others that it seems to have, it knows nothing of: an answer was lost. */
    HostState renewed(String instance, List<Turn> held, Instant now) {
        List<Turn> named = new ArrayList<>(held);
        List<Out> renewed = out.stream()
                .map(one -> one.instance().equals(instance) && named.remove(one.turn())
                        ? new Out(instance, one.turn(), now.plus(TERM))
                        : one)
                .toList();
        return new HostState(pace, renewed, wantedAt);
    }

    /** Takes back all turns of an instance that goes. */
    HostState gone(String instance, Instant now) {
        HostState state = this;
        for (Out one : out) {
            if (one.instance().equals(instance)) {
                Verdict verdict = one.turn().begun() ? Verdict.ABANDONED : Verdict.UNSPENT;
                state = state.without(one).with(state.pace.finished(one.turn(), verdict, now));
            }
        }
        return state;
    }

    boolean has(String instance) {
        return out.stream().anyMatch(one -> one.instance().equals(instance));
    }

    /** For how long it has to be kept, from an instant on, if nothing happens to it. */
    Duration kept(Instant now) {
        Duration least = pace.level() > 0 ? KEPT_BACKED_OFF : KEPT;
        Duration held = pace.heldUntil().isAfter(now) ? Duration.between(now, pace.heldUntil()) : Duration.ZERO;
        return least.plus(held);
    }
}
