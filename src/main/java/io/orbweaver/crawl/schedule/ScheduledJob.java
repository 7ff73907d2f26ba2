package io.orbweaver.crawl.schedule;

import io.orbweaver.crawl.schedule.Alarms.Alarm;
import io.orbweaver.frontier.DueHost;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobWaits.Wait;
import io.orbweaver.url.Host;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job in the schedule: the hosts that it holds, those that are due, and when the frontier may be asked for more. */
public final class ScheduledJob {

    /** Hosts that a job holds at the same time. */
    static final int HOSTS_MAX = 64;

    private final JobId id;
    private final Deque<HostTask> due = new ArrayDeque<>();
    private final Map<Host, HostTask> held = new HashMap<>();
    private final Map<Host, Integer> visited = new HashMap<>();
    private boolean mayHaveMore = true;
    private boolean full;
    private boolean asking;
    private Instant askAgain = Instant.MIN;
    private @Nullable Instant storeTriedAgain;

    /** Goes off when its time is over. */
    @Nullable
    Alarm timeLimit;

    /** Goes off when the frontier may be asked again. */
    @Nullable
    Alarm look;

    /** Goes off when the visits of a paused job had their time. */
    @Nullable
    Alarm pauseGrace;

    ScheduledJob(JobId id) {
        this.id = id;
    }

    public JobId id() {
        return id;
    }

    /** Begins anew: no host is held, and the frontier may have some. Visits that still run go on. */
    void resume() {
        held.clear();
        due.clear();
        asking = false;
        wake();
    }

    /** The frontier may have something, so the store works. */
    void wake() {
        storeTriedAgain = null;
        mayHaveMore = true;
        full = false;
        askAgain = Instant.MIN;
    }

    void setFull() {
        full = true;
    }

    /** The store failed; it is tried again then. */
    void setStoreFailed(Instant again) {
        storeTriedAgain = again;
    }

    boolean hasDue() {
        return !full && !due.isEmpty();
    }

    boolean mayAsk(Instant now) {
        return mayHaveMore && !full && !asking && held.size() < HOSTS_MAX && !askAgain.isAfter(now);
    }

    /** Whether it has a host to try, or may get one by asking. */
    boolean hasWork(Instant now) {
        return hasDue() || mayAsk(now);
    }

    /** When the frontier may be asked again; {@link Instant#MAX} where only news makes that useful. */
    Instant asksAgainAt() {
        return mayHaveMore && held.size() < HOSTS_MAX ? askAgain : Instant.MAX;
    }

    /** Begins to ask. */
    Work.AskFrontier ask() {
        asking = true;
        return new Work.AskFrontier(this, HOSTS_MAX - held.size());
    }

    void assign(List<DueHost> hosts, Instant again) {
        asking = false;
        storeTriedAgain = null;
        for (DueHost host : hosts) {
            if (!held.containsKey(host.host())) {
                HostTask task = new HostTask(this, host);
                held.put(host.host(), task);
                due.addLast(task);
            }
        }
        mayHaveMore = !again.equals(Instant.MAX);
        askAgain = again;
    }

    void setAskFailed(Instant again) {
        asking = false;
        mayHaveMore = true;
        askAgain = again;
        storeTriedAgain = again;
    }

    /** Takes the next host that is due; there must be one. */
    HostTask nextDue() {
        return due.removeFirst();
    }

    void addDue(HostTask task) {
        if (held.get(task.host()) == task) {
            due.addLast(task);
        }
    }

    /** The host is no longer held. */
    void drop(HostTask task) {
        held.remove(task.host(), task);
    }

    boolean holdsAll() {
        return held.size() >= HOSTS_MAX;
    }

    Collection<HostTask> held() {
        return held.values();
    }

    void startVisit(Host host) {
        storeTriedAgain = null;
        visited.merge(host, 1, Integer::sum);
    }

    void endVisit(Host host) {
        visited.computeIfPresent(host, (h, n) -> n > 1 ? n - 1 : null);
    }

    /** Whether it neither holds nor visits a host. */
    boolean hasLeft(Host host) {
        return !held.containsKey(host) && !visited.containsKey(host);
    }

    /** Every host that it holds or visits. */
    List<Host> hosts() {
        List<Host> all = new ArrayList<>(held.keySet());
        visited.keySet().stream().filter(host -> !held.containsKey(host)).forEach(all::add);
        return all;
    }

    /** What it waits for, the soonest first; empty while something is due. */
    List<Wait> waits() {
        if (storeTriedAgain != null) {
            return List.of(new Wait("store", storeTriedAgain, null));
        }
        if (full || !due.isEmpty()) {
            return List.of();
        }
        return held.values().stream()
                .filter(task -> task.waitsUntil != null && !task.waitsUntil.equals(Instant.MAX))
                .map(task -> new Wait("politeness", task.waitsUntil, task.host().value()))
                .sorted(Comparator.comparing(Wait::until, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }
}
