package io.orbweaver;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** What a machine may lack. */
public final class Machine {

    private Machine() {}

    /** Skips a test where it cannot run; not where everything is to be tested. */
    public static void needs(boolean there, String sentence) {
        if (!there && System.getenv("CI") != null) {
            throw new AssertionError("must not be skipped here: " + sentence);
        }
        Assumptions.assumeTrue(there, sentence);
    }

    /** Whether a program is on the path. */
    public static boolean has(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> new File(folder, program).canExecute());
    }

    /** Whether a command ends well. */
    public static boolean runs(String... command) {
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

    /** Sends a process a signal: {@code STOP} and {@code CONT} have it sleep and wake. */
    public static void signal(String name, long pid) {
        if (!runs("kill", "-" + name, Long.toString(pid))) {
            throw new AssertionError("process " + pid + " takes no signal " + name);
        }
    }
}
