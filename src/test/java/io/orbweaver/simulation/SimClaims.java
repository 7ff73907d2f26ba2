package io.orbweaver.simulation;

import org.jspecify.annotations.Nullable;

/** What must hold; the first that did not is kept, as whoever hears the error may swallow it. */
final class SimClaims {

    private @Nullable AssertionError broken;

    void require(boolean holds, String what) {
        if (!holds) {
            AssertionError error = new AssertionError(what);
            broken = broken == null ? error : broken;
            throw error;
        }
    }

    /** Throws where something did not hold. */
    void check() {
        if (broken != null) {
            throw broken;
        }
    }
}
