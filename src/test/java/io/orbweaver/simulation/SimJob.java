package io.orbweaver.simulation;

import io.orbweaver.event.LoggedEvent;
import io.orbweaver.job.Counters;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.spec.JobSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the client of a job knows: what was acknowledged, and every event that anybody ever saw. */
final class SimJob {

    final int number;
    final JobSpec spec;
    private final List<LoggedEvent> seen = new ArrayList<>();

    @Nullable
    JobId id;

    /** Pauses and troubles of the disk, after each of which leases may have gone back. */
    int pauses;

    boolean deleteAsked;
    boolean deleted;
    boolean cancelled;

    /** When cancelling or deleting was acknowledged, nanoseconds; MAX while it was not. */
    long silentFrom = Long.MAX_VALUE;

    /** How often its state was to be moved. */
    int asks;

    /** Moves that were asked for and not answered: they may come about yet. */
    int unanswered;

    /** Whether a pause was acknowledged and nothing has been asked since. */
    boolean paused;

    /** When it was, nanoseconds. */
    long pausedAt;

    /** The most that was ever visible of the log. */
    private long lastSeqSeen;

    private final SimClaims claims;
    private final SimWeb web;

    SimJob(int number, JobSpec spec, SimClaims claims, SimWeb web) {
        this.web = web;
        this.claims = claims;
        this.number = number;
        this.spec = spec;
    }

    /** Whether only this job asks for a URL; not to be said where a sitemap tells each job of all pages. */
    boolean isOf(String url) {
        return !web.hasSitemaps() && url.contains(".test/" + number + "/");
    }

    /** A job became visible: the account adds up, and what was seen is not taken back. */
    void seen(Job job) {
        require(job.lastSeq() >= lastSeqSeen, "the log is not taken back: " + job.lastSeq() + " < " + lastSeqSeen);
        lastSeqSeen = job.lastSeq();
        require(!paused || job.state() != JobState.RUNNING, "a paused job does not run: " + job.state());
        told(job);
    }

    /** An answer told of a job, as it was when the answer was sent. */
    void told(Job job) {
        Counters c = job.counters();
        require(
                c.known() == c.pages() + c.failures() + c.skips() + c.leased() + c.queued(),
                "the account adds up: " + c);
        require(c.pages() + c.leased() <= spec.maxPages(), "pages and leases are within maxPages: " + c);
        require(
                spec.concurrency() == null || c.leased() <= spec.concurrency(),
                "leases are within the job's concurrency: " + c);
        require(!cancelled || job.state() == JobState.CANCELLED, "a cancelled job stays so: " + job.state());
        require(!job.state().ended() || c.leased() == 0, "an ended job has no lease out: " + c);
    }

    /** An event was read: it is the next of its reader's, and what anybody read before is the same. */
    void seen(LoggedEvent event) {
        if (event.seq() <= seen.size()) {
            LoggedEvent before = seen.get((int) event.seq() - 1);
            require(
                    before.type() == event.type() && Arrays.equals(before.json(), event.json()),
                    "event " + event.seq() + " is what it was");
        } else {
            require(event.seq() == seen.size() + 1, "the log is dense: " + event.seq() + " after " + seen.size());
            seen.add(event);
        }
    }

    /** Events that somebody saw. */
    List<LoggedEvent> seen() {
        return seen;
    }

    void require(boolean holds, String what) {
        claims.require(holds, "job " + number + ": " + what);
    }
}
