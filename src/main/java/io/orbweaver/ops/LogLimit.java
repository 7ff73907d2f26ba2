package io.orbweaver.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The limit of lines that each place may log in a minute: no site and no client can fill the disk by repeating the same
 * failure. What is left out is counted. Knows as many places as there are loggers. Thread-safe.
 */
final class LogLimit {

    /** Lines of one place in a minute. */
    static final int LINES_MAX = 20;

    static final long MINUTE_MILLIS = 60_000;

    private final Map<String, Window> windows = new ConcurrentHashMap<>();

    /** The minute of a place: its beginning, its lines, those of them that were left out. */
    private record Window(long fromMillis, int lines, int omitted) {

        Window plusLine() {
            return lines < LINES_MAX
                    ? new Window(fromMillis, lines + 1, omitted)
                    : new Window(fromMillis, lines, omitted + 1);
        }

        boolean isOver(long nowMillis) {
            return nowMillis - fromMillis >= MINUTE_MILLIS;
        }
    }

    /** Lines that a place had left out. */
    record Omitted(String place, int lines) {}

    /** Counts a line; false where it is to be left out. */
    boolean take(String place, long nowMillis) {
        boolean[] taken = new boolean[1];
        windows.compute(place, (name, before) -> {
            Window window = before == null
                    ? new Window(nowMillis, 0, 0)
                    : before.isOver(nowMillis) ? new Window(nowMillis, 0, before.omitted()) : before;
            taken[0] = window.lines() < LINES_MAX;
            return window.plusLine();
        });
        return taken[0];
    }

    /** What was left out in minutes that are over, each time once. */
    List<Omitted> omitted(long nowMillis) {
        List<Omitted> omitted = new ArrayList<>();
        for (String place : windows.keySet()) {
            windows.computeIfPresent(place, (name, window) -> {
                if (!window.isOver(nowMillis)) {
                    return window;
                }
                if (window.omitted() > 0) {
                    omitted.add(new Omitted(name, window.omitted()));
                }
                return null;
            });
        }
        return omitted;
    }
}
