package io.orbweaver;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
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
        return program(program).isPresent();
    }

    /** The first of some programs that is on the path. */
    public static Optional<Path> program(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
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
