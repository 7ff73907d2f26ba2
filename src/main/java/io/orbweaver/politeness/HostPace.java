package io.orbweaver.politeness;

import io.orbweaver.job.JobId;
import io.orbweaver.url.Host;
import java.time.Duration;
import java.time.Instant;

/**
 * The state of politeness for one host and its rules: an immutable value with pure transitions. It never reads a clock,
 * waits, or knows its caller.
 *
 * <ul>
 *   <li>No more turns are out than the smallest {@code perHost} of the jobs that want the host.
 *   <li>Starts are spaced by the largest spacing of those jobs, and by the back-off where that is longer. They are what
 *       the host sees of it, the transfers' starts: between a turn and its transfer some time may pass, and where
 *       starts are spaced no other turn is granted until then.
 *   <li>Nothing starts before a Retry-After that the host sent has passed.
 *   <li>Each failure in a row doubles the back-off, from {@link #BACKOFF_MIN} to {@link #BACKOFF_MAX}; each answer
 *       halves it, so that a host that recovers gets more requests again, gradually.
 *   <li>After {@link #DEAD_AFTER} dns, connect or tls failures in a row the circuit is open: nothing is sent until the
 *       back-off has passed, then a single turn probes.
 * </ul>
 *
 * @param inFlight turns that are out
 * @param unbegun turns that are out and whose transfers have not begun
 * @param lastStart the last transfer's start, or when the gate came up: a host counts as just started then
 * @param heldUntil end of the longest Retry-After, or {@link Instant#MIN}
 * @param level of the back-off, 0 for none
 * @param lastFailure when the last failure was reported, or {@link Instant#MIN}
 * @param deadInRow dns, connect and tls failures since the last connection
 * @param deadVerdict the last of them
 * @param wants the policy of each job that asked and has not left
 */
public record HostPace(
        int inFlight,
        int unbegun,
        Instant lastStart,
        Instant heldUntil,
        int level,
        Instant lastFailure,
        int deadInRow,
        Verdict deadVerdict,
        HostWants wants) {

    /** Back-off after the first failure. */
    public static final Duration BACKOFF_MIN = Duration.ofMillis(250);
    /** The longest back-off. */
    public static final Duration BACKOFF_MAX = Duration.ofSeconds(60);
    /** Failures to connect, in a row, that open the circuit. */
    public static final int DEAD_AFTER = 5;
    /** The longest Retry-After that is obeyed. */
    public static final Duration HELD_MAX = Duration.ofHours(1);

    private static final int LEVEL_MAX = 9; // the first whose doubling reaches BACKOFF_MAX

    /** A host that nothing is known of, at a gate that came up at an instant. */
    public static HostPace fresh(Instant gateStart) {
        return new HostPace(0, 0, gateStart, Instant.MIN, 0, Instant.MIN, 0, Verdict.ANSWERED, HostWants.NONE);
    }

    /** The state at a gate that came up at an instant: no start is taken for older than that. */
    public HostPace since(Instant gateStart) {
        return lastStart.isBefore(gateStart) ? with(inFlight, unbegun, gateStart) : this;
    }

    /** The state in which a job's wish counts. */
    public HostPace wanted(JobId job, HostPolicy policy) {
        return withWants(wants.with(job, policy));
    }

    /** The state after a job has nothing due or leased here any more. */
    public HostPace left(JobId job) {
        return withWants(wants.without(job));
    }

    /** The earliest instant at which spacing, back-off and Retry-After allow a start; the cap is not looked at. */
    public Instant nextStart() {
        Instant spaced = lastStart.plus(policy().spacing());
        Instant backedOff = level == 0 ? Instant.MIN : lastFailure.plus(backoff());
        return later(heldUntil, later(spaced, backedOff));
    }

    /** Whether a turn may be granted now. */
    public boolean mayStart(Instant now) {
        boolean mayFollow = unbegun == 0 || policy().spacing().isZero();
        return inFlight < cap() && mayFollow && !now.isBefore(nextStart());
    }

    /** Whether the circuit is open: the host does not answer, and it is too early to probe it again. */
    public boolean isDead(Instant now) {
        return deadInRow >= DEAD_AFTER && (now.isBefore(nextStart()) || inFlight > 0);
    }

    /**
     * The result of asking for a turn.
     *
     * @param pace the state after that
     * @param answer the turn, or when to ask again
     */
    public record Taken(HostPace pace, TurnAnswer answer) {}

    /** Grants a turn of a host where one is due. */
    public Taken take(Host host, Instant now) {
        if (isDead(now)) {
            return new Taken(this, new TurnAnswer.Dead(deadVerdict, nextStart()));
        }
        if (mayStart(now)) {
            return new Taken(granted(now), new TurnAnswer.Granted(Turn.granted(host, now)));
        }
        Instant next = nextStart();
        return new Taken(this, new TurnAnswer.Wait(next.isAfter(now) ? next : Instant.MAX));
    }

    /** The state after a turn was granted. */
    public HostPace granted(Instant now) {
        if (!mayStart(now)) {
            throw new IllegalStateException("a turn was granted before it was due");
        }
        return with(inFlight + 1, unbegun + 1, lastStart);
    }

    /** The state after the transfer of a turn, which was granted and has not begun, begins. */
    public HostPace begun(Instant now) {
        return with(inFlight, Math.max(0, unbegun - 1), later(lastStart, now));
    }

    /** The state after a turn came back. */
    public HostPace finished(Turn turn, Verdict verdict, Instant now) {
        int out = Math.max(0, inFlight - 1);
        int outUnbegun = Math.max(0, unbegun - (turn.begun() ? 0 : 1));
        if (verdict == Verdict.UNSPENT) {
            boolean wasLast = turn.begun() && out == 0 && lastStart.equals(turn.start());
            return with(out, outUnbegun, wasLast ? turn.startBefore() : lastStart);
        }
        if (verdict == Verdict.ABANDONED) {
            return with(out, outUnbegun, lastStart);
        }
        // transfers that were under way together and fail together are one sign, not many
        boolean newSign = verdict.slows() && !turn.start().isBefore(lastFailure);
        int newLevel = verdict.slows()
                ? Math.min(LEVEL_MAX, newSign ? level + 1 : Math.max(1, level))
                : Math.max(0, level - 1);
        return new HostPace(
                out,
                outUnbegun,
                lastStart,
                heldUntil,
                newLevel,
                verdict.slows() ? now : lastFailure,
                verdict.dead() ? deadInRow + 1 : 0,
                verdict.dead() ? verdict : Verdict.ANSWERED,
                wants);
    }

    private HostPace with(int newInFlight, int newUnbegun, Instant newLastStart) {
        return new HostPace(
                newInFlight, newUnbegun, newLastStart, heldUntil, level, lastFailure, deadInRow, deadVerdict, wants);
    }

    /** The state after the host asked to be left alone until an instant; no longer than {@link #HELD_MAX} from now. */
    public HostPace held(Instant until, Instant now) {
        Instant latest = now.plus(HELD_MAX);
        Instant bounded = until.isAfter(latest) ? latest : until;
        return new HostPace(
                inFlight,
                unbegun,
                lastStart,
                later(heldUntil, bounded),
                level,
                lastFailure,
                deadInRow,
                deadVerdict,
                wants);
    }

    /**
     * Whether forgetting the host changes nothing: nothing is out, held or backed off, and the longest spacing passed.
     */
    public boolean forgettable(Instant now) {
        return inFlight == 0
                && level == 0
                && !heldUntil.isAfter(now)
                && !lastStart.plus(HostPolicy.SPACING_MAX).isAfter(now);
    }

    /** The present back-off; zero if there is no back-off. */
    public Duration backoff() {
        if (level == 0) {
            return Duration.ZERO;
        }
        Duration doubled = BACKOFF_MIN.multipliedBy(1L << (level - 1));
        return doubled.compareTo(BACKOFF_MAX) > 0 ? BACKOFF_MAX : doubled;
    }

    private int cap() {
        return deadInRow >= DEAD_AFTER ? 1 : policy().perHost();
    }

    private HostPolicy policy() {
        return wants.together();
    }

    private HostPace withWants(HostWants newWants) {
        return newWants == wants
                ? this
                : new HostPace(
                        inFlight, unbegun, lastStart, heldUntil, level, lastFailure, deadInRow, deadVerdict, newWants);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
