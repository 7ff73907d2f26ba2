package io.orbweaver.job.field;

import java.util.ArrayList;
import java.util.List;

/** The problems of one submission: the first of them, and how many more there are. For one thread. */
final class FieldProblems {

    /** Problems that are kept: what a person reads at once. */
    static final int KEPT_MAX = 100;

    private final List<FieldProblem> kept = new ArrayList<>();
    private String lastOmitted = "";
    private int omitted;

    /** Whether one more would only be counted. */
    boolean isFull() {
        return kept.size() >= KEPT_MAX;
    }

    /** Notes a problem; the first one with a field counts. */
    void add(String pointer, String detail) {
        if (kept.stream().anyMatch(problem -> problem.pointer().equals(pointer))) {
            return;
        }
        if (!isFull()) {
            kept.add(new FieldProblem(pointer, detail));
        } else if (!pointer.equals(lastOmitted)) {
            lastOmitted = pointer;
            omitted++;
        }
    }

    /** Whether a field, or one inside it, has a problem that is kept. */
    boolean isAt(String pointer) {
        return kept.stream().anyMatch(problem -> problem.pointer().startsWith(pointer));
    }

    List<FieldProblem> kept() {
        return List.copyOf(kept);
    }

    /** How many there are besides those that are kept. */
    int omitted() {
        return omitted;
    }
}
