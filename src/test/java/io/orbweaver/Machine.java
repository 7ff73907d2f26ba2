package io.orbweaver.crash;

import java.io.IOException;
import org.junit.jupiter.api.Assumptions;

/** What a machine may lack. */
final class Machine {

    private Machine() {}

    /** Skips a test where it cannot run; not where everything is to be tested. */
    static void needs(boolean there, String sentence) {
        if (!there && System.getenv("CI") != null) {
            throw new AssertionError("must not be skipped here: " + sentence);
        }
        Assumptions.assumeTrue(there, sentence);
    }

    /** Whether a command ends well. */
    static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
