package io.orbweaver.job;

import io.orbweaver.job.spec.JobSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job at one moment: what was asked, and its progress. Immutable.
 *
 * @param id its identity
 * @param spec what was asked
 * @param state where it is in its life
 * @param why why it ended ({@code exhausted}, {@code maxPages}, a failure kind …), or null
 * @param counters its account
 * @param side what it counts besides its URLs
 * @param lastSeq number of events in its log
 * @param joinedScope hosts (domains, prefixes) that seeds' redirects brought into the scope
 * @param createdAt when it was accepted
 * @param startedAt when it first ran, or null
 * @param endedAt when it ended, or null
 * @param ran how long it ran before the present period of running, pauses left out
 * @param runningSince start of the present period, or null while it does not run
 * @param rate pages a second just now
 * @param owner name of the key that submitted it, or null where it came without one
 */
public record Job(
        JobId id,
        JobSpec spec,
        JobState state,
        @Nullable String why,
        Counters counters,
        SideAccount side,
        long lastSeq,
        List<String> joinedScope,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Duration ran,
        @Nullable Instant runningSince,
        PageRate rate,
        @Nullable String owner) {

    /** A job just accepted, without an owner: no known URLs, no events. */
    public static Job created(JobId id, JobSpec spec, Instant now) {
        return created(id, spec, null, now);
    }

    /** The same, of an owner. */
    public static Job created(JobId id, JobSpec spec, @Nullable String owner, Instant now) {
        return new Job(
                id,
                spec,
                JobState.CREATED,
                null,
                Counters.ZERO,
                SideAccount.ZERO,
                0,
                List.of(),
                now,
                null,
                null,
                Duration.ZERO,
                null,
                PageRate.none(now),
                owner);
    }

    /**
     * The job in its next state.
     *
     * @param next a state that may follow the present one
     * @param reason why, or null
     * @param now when
     * @throws IllegalStateException where it may not follow
     */
    public Job moved(JobState next, @Nullable String reason, Instant now) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("a job that is " + state + " cannot become " + next);
        }
        Instant started = startedAt == null && next == JobState.RUNNING ? now : startedAt;
        Duration before = runningSince == null ? ran : ran.plus(Duration.between(runningSince, now));
        return new Job(
                id,
                spec,
                next,
                reason,
                counters,
                side,
                lastSeq,
                joinedScope,
                createdAt,
                started,
                next.ended() ? now : endedAt,
                before,
                next == JobState.RUNNING ? now : null,
                rate,
                owner);
    }

    /** The job with another account and log length. */
    public Job with(Counters newCounters, long newLastSeq) {
        return with(newCounters, side, newLastSeq, joinedScope, rate);
    }

    /** The job after a seed's redirect brought a part of the web into its scope. */
    public Job joining(String part) {
        if (joinedScope.contains(part)) {
            return this;
        }
        List<String> joined = new ArrayList<>(joinedScope);
        joined.add(part);
        return with(counters, side, lastSeq, List.copyOf(joined), rate);
    }

    /** The job with another account of what is besides its URLs. */
    public Job with(SideAccount newSide) {
        return with(counters, newSide, lastSeq, joinedScope, rate);
    }

    /** The job with another rate. */
    public Job with(PageRate newRate) {
        return with(counters, side, lastSeq, joinedScope, newRate);
    }

    /** The job in the same state, with another of what changes while it runs. */
    private Job with(
            Counters newCounters, SideAccount newSide, long newLastSeq, List<String> newScope, PageRate newRate) {
        return new Job(
                id,
                spec,
                state,
                why,
                newCounters,
                newSide,
                newLastSeq,
                newScope,
                createdAt,
                startedAt,
                endedAt,
                ran,
                runningSince,
                newRate,
                owner);
    }

    /** Pages a second: just now while it runs, over its whole running time once it has ended. */
    public double pagesPerSecond(Instant now) {
        if (!state.ended()) {
            return rate.perSecond(now);
        }
        double seconds = ran.toNanos() / 1e9;
        return seconds == 0 ? 0 : Math.rint(counters.pages() / seconds * 1_000) / 1_000;
    }

    /** How long it has run, pauses left out. */
    public Duration running(Instant now) {
        return runningSince == null ? ran : ran.plus(Duration.between(runningSince, now));
    }
}
