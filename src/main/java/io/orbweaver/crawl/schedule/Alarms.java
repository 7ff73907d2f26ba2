package io.orbweaver.crawl.schedule;

import java.time.Instant;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Things to be done at instants, in order. Knows no clock: its owner says what time it is. For one thread; adding and
 * cancelling cost O(log n).
 */
final class Alarms {

    private final TreeMap<Alarm, Consumer<Instant>> waiting = new TreeMap<>();
    private long count;

    /**
     * One of them; of two for the same instant the older one goes first.
     *
     * @param at when it goes off
     * @param number distinguishes it from the others
     */
    record Alarm(Instant at, long number) implements Comparable<Alarm> {
        @Override
        public int compareTo(Alarm other) {
            int order = at.compareTo(other.at);
            return order != 0 ? order : Long.compare(number, other.number);
        }
    }

    /** Has an action run by the first {@link #run} whose time is not before an instant. */
    Alarm add(Instant at, Consumer<Instant> action) {
        Alarm alarm = new Alarm(at, count++);
        waiting.put(alarm, action);
        return alarm;
    }

    void cancel(@Nullable Alarm alarm) {
        if (alarm != null) {
            waiting.remove(alarm);
        }
    }

    /** Runs what is due, in order; an action may add more. */
    void run(Instant now) {
        while (!waiting.isEmpty() && !waiting.firstKey().at().isAfter(now)) {
            waiting.pollFirstEntry().getValue().accept(now);
        }
    }

    /** When the next one goes off; null where there is none. */
    @Nullable
    Instant next() {
        return waiting.isEmpty() ? null : waiting.firstKey().at();
    }

    int size() {
        return waiting.size();
    }
}
