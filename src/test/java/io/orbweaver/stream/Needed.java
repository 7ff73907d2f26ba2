package io.orbweaver.stream;

import io.orbweaver.Machine;
import org.junit.jupiter.api.Assumptions;

/** What a test needs that a machine may lack: without it the test is skipped, but fails where CI checks everything. */
final class Needed {

    private Needed() {}

    /** Something is missing, as a sentence says. */
    static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1;

        Missing(String sentence) {
            super(sentence);
        }
    }

    /** The first of some programs that is there. */
    static String program(String... names) {
        return Machine.program(names)
                .orElseThrow(() -> new Missing("There is no " + String.join(" or ", names) + " on the path."))
                .toString();
    }

    /** Skips the test, or fails it where the environment variable CI is set. */
    static void skip(Missing missing) {
        if (System.getenv("CI") != null) {
            throw new AssertionError(missing.getMessage(), missing);
        }
        Assumptions.abort(missing.getMessage());
    }
}
