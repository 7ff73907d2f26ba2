package io.orbweaver.crawl.schedule;

import io.orbweaver.url.Host;
import io.orbweaver.url.Origin;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The held hosts that must wait for something else than an instant, by what they wait for. For one thread. */
final class WaitingHosts {

    private final Map<Host, Deque<HostTask>> forTurn = new HashMap<>();
    private final Map<Origin, Deque<HostTask>> forRobots = new HashMap<>();
    private int count;

    /** Begins a wait for an instant, or for news where that is {@link Instant#MAX}. */
    void until(HostTask task, Instant until) {
        if (task.waitsUntil == null) {
            count++;
        }
        task.waitsUntil = until;
    }

    /** Begins a wait for a turn of some host. */
    void forTurn(HostTask task, Host host) {
        until(task, Instant.MAX);
        task.turnOf = host;
        forTurn.computeIfAbsent(host, h -> new ArrayDeque<>()).addLast(task);
    }

    /** Begins a wait for an origin's robots.txt, which another task fetches. */
    void forRobots(HostTask task, Origin origin) {
        task.robotsOf = origin;
        forRobots.computeIfAbsent(origin, o -> new ArrayDeque<>()).addLast(task);
    }

    /** Takes out those that wait for a turn of a host, in order. */
    Deque<HostTask> takeForTurn(Host host) {
        return taken(forTurn.remove(host));
    }

    /** Takes out those that wait for an origin's robots.txt, in order. */
    Deque<HostTask> takeForRobots(Origin origin) {
        return taken(forRobots.remove(origin));
    }

    private static Deque<HostTask> taken(@Nullable Deque<HostTask> tasks) {
        return tasks == null ? new ArrayDeque<>() : tasks;
    }

    /** Ends a wait, for whatever. */
    void end(HostTask task) {
        if (task.waitsUntil != null) {
            task.waitsUntil = null;
            count--;
        }
        remove(forTurn, task.turnOf, task);
        remove(forRobots, task.robotsOf, task);
        task.turnOf = null;
        task.robotsOf = null;
    }

    private static <K> void remove(Map<K, Deque<HostTask>> waiting, @Nullable K key, HostTask task) {
        Deque<HostTask> tasks = key == null ? null : waiting.get(key);
        if (tasks != null && tasks.remove(task) && tasks.isEmpty()) {
            waiting.remove(key);
        }
    }

    /** How many wait for an instant or a turn. */
    int count() {
        return count;
    }
}
