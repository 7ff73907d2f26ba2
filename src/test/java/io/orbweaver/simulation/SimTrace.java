package io.orbweaver.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** What happened, in order: the last of it as lines, all of it as a hash that tells whether a run was the same. */
final class SimTrace {

    private static final int LINES_MAX = 400;

    private final Deque<String> lines = new ArrayDeque<>();
    private long hash = 1;

    void add(Duration at, String what) {
        String line = at.toMillis() + " " + what;
        for (int i = 0; i < line.length(); i++) {
            hash = hash * 0x100000001b3L ^ line.charAt(i);
        }
        if (lines.size() >= LINES_MAX) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    long hash() {
        return hash;
    }

    /** The last lines. */
    String last() {
        return String.join("\n", lines);
    }
}
