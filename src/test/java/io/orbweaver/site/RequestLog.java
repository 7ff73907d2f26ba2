package io.orbweaver.site;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which requests began and ended in which order. Safe for use by any thread. */
final class RequestLog {

    private final Instant anchor = Instant.now();
    private final long anchorNanos = System.nanoTime();
    private final List<Step> steps = new ArrayList<>();

    private record Step(String path, boolean begins, Instant at) {}

    synchronized void begin(String path) {
        steps.add(new Step(path, true, now()));
    }

    synchronized void end(String path) {
        steps.add(new Step(path, false, now()));
    }

    /** Monotonic, so that differences are right whatever happens to the wall clock. */
    private Instant now() {
        return anchor.plus(Duration.ofNanos(System.nanoTime() - anchorNanos));
    }

    synchronized int inFlight() {
        return steps.stream().mapToInt(step -> step.begins() ? 1 : -1).sum();
    }

    synchronized int peak(String prefix) {
        int inFlight = 0;
        int peak = 0;
        for (Step step : steps) {
            if (step.path().startsWith(prefix)) {
                inFlight += step.begins() ? 1 : -1;
                peak = Math.max(peak, inFlight);
            }
        }
        return peak;
    }

    synchronized List<String> paths() {
        return steps.stream().filter(Step::begins).map(Step::path).toList();
    }

    synchronized List<Instant> starts(String prefix) {
        return steps.stream()
                .filter(step -> step.begins() && step.path().startsWith(prefix))
                .map(Step::at)
                .toList();
    }
}
