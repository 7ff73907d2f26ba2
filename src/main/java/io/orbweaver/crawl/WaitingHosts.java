package io.orbweaver.crawl;

import io.orbweaver.crawl.ActiveJob.Hand;
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

    private final Map<Host, Deque<Hand>> forTurn = new HashMap<>();
    private final Map<Origin, Deque<Hand>> forRobots = new HashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /** It waits until an instant. */
    void untilInstant(Hand hand, Instant until) {
        hand.waitsUntil = until;
        count.incrementAndGet();
    }

    /** It waits until a turn of some host moves. */
    void forTurn(Hand hand, Host host) {
        untilInstant(hand, Instant.MAX);
        forTurn.computeIfAbsent(host, h -> new ArrayDeque<>()).addLast(hand);
    }

    /** Those that wait for a turn of a host, in order. */
    Deque<Hand> takeForTurn(Host host) {
        Deque<Hand> hands = forTurn.remove(host);
        return hands == null ? new ArrayDeque<>() : hands;
    }

    /** It waits for an origin's robots.txt, which another visit fetches. */
    void forRobots(Hand hand, Origin origin) {
        forRobots.computeIfAbsent(origin, o -> new ArrayDeque<>()).addLast(hand);
    }

    /** Those that wait for an origin's robots.txt, in order. */
    Deque<Hand> takeForRobots(Origin origin) {
        Deque<Hand> hands = forRobots.remove(origin);
        return hands == null ? new ArrayDeque<>() : hands;
    }

    /** It waits no longer. */
    void over(Hand hand) {
        if (hand.waitsUntil != null) {
            hand.waitsUntil = null;
            count.decrementAndGet();
        }
    }

    /** A job's hands wait for nothing any more. */
    void forget(ActiveJob work) {
        work.hands().forEach(this::over);
        forTurn.values().removeIf(hands -> {
            hands.removeIf(hand -> hand.work == work);
            return hands.isEmpty();
        });
        forRobots.values().removeIf(hands -> {
            hands.removeIf(hand -> hand.work == work);
            return hands.isEmpty();
        });
    }

    /** How many wait for an instant or a turn. Any thread. */
    int count() {
        return Math.max(0, count.get());
    }
}
