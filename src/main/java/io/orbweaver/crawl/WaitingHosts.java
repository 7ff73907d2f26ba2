package io.orbweaver.crawl;

import io.orbweaver.crawl.ActiveJob.HostTask;
import io.orbweaver.url.Host;
import io.orbweaver.url.Origin;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The hosts in hand that must wait, and what for. Used by the dispatcher's steps only, but for {@link #count}; bounded
 * by the hosts in hand.
 */
final class WaitingHosts {

    private final Map<Host, Deque<HostTask>> forTurn = new HashMap<>();
    private final Map<Origin, Deque<HostTask>> forRobots = new HashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /** It waits until an instant. */
    void untilInstant(HostTask task, Instant until) {
        task.waitsUntil = until;
        count.incrementAndGet();
    }

    /** It waits until a turn of some host moves. */
    void forTurn(HostTask task, Host host) {
        untilInstant(task, Instant.MAX);
        forTurn.computeIfAbsent(host, h -> new ArrayDeque<>()).addLast(task);
    }

    /** Those that wait for a turn of a host, in order. */
    Deque<HostTask> removeWaitingForTurn(Host host) {
        Deque<HostTask> tasks = forTurn.remove(host);
        return tasks == null ? new ArrayDeque<>() : tasks;
    }

    /** It waits for an origin's robots.txt, which another visit fetches. */
    void forRobots(HostTask task, Origin origin) {
        forRobots.computeIfAbsent(origin, o -> new ArrayDeque<>()).addLast(task);
    }

    /** Those that wait for an origin's robots.txt, in order. */
    Deque<HostTask> removeWaitingForRobots(Origin origin) {
        Deque<HostTask> tasks = forRobots.remove(origin);
        return tasks == null ? new ArrayDeque<>() : tasks;
    }

    /** It waits no longer. */
    void over(HostTask task) {
        if (task.waitsUntil != null) {
            task.waitsUntil = null;
            count.decrementAndGet();
        }
    }

    /** A job's hands wait for nothing any more. */
    void forget(ActiveJob work) {
        work.tasks().forEach(this::over);
        forTurn.values().removeIf(tasks -> {
            tasks.removeIf(task -> task.work == work);
            return tasks.isEmpty();
        });
        forRobots.values().removeIf(tasks -> {
            tasks.removeIf(task -> task.work == work);
            return tasks.isEmpty();
        });
    }

    /** How many wait for an instant or a turn. Any thread. */
    int count() {
        return Math.max(0, count.get());
    }
}
