package io.orbweaver.demo;

import java.io.Console;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * The terminal that the demo writes to. On a terminal the progress line rewrites itself below the other lines;
 * elsewhere it is a line like any other. Thread-safe; writing may block.
 */
final class DemoTerminal {

    private static final String ERASE_LINE = "\r\033[K";

    private final PrintStream out;
    private final boolean rewrites;
    private String progress = "";

    /**
     * A terminal.
     *
     * @param out where it writes
     * @param rewrites whether a line can be rewritten
     */
    DemoTerminal(PrintStream out, boolean rewrites) {
        this.out = out;
        this.rewrites = rewrites;
    }

    /** The process's standard output. */
    static DemoTerminal standard() {
        return new DemoTerminal(System.out, isTerminal(System.console()));
    }

    /** Since Java 22 there may be a console without a terminal; there, and only there, one can ask it. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** Whether a progress line may come often. */
    boolean rewrites() {
        return rewrites;
    }

    /** Writes a line. */
    synchronized void line(String text) {
        out.println(progress.isEmpty() ? text : ERASE_LINE + text);
        out.print(progress);
        out.flush();
    }

    /** Shows how far it is. */
    synchronized void progress(String text) {
        if (!rewrites) {
            line(text);
            return;
        }
        progress = text;
        out.print(ERASE_LINE + text);
        out.flush();
    }

    /** Takes the progress line away. */
    synchronized void progressOver() {
        if (!progress.isEmpty()) {
            progress = "";
            out.print(ERASE_LINE);
            out.flush();
        }
    }
}
