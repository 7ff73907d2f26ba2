package io.orbweaver.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM holds after a full collection.
 *
 * @param heap bytes of live objects
 * @param direct bytes outside it that buffers take, Netty's pools included
 */
record Footprint(long heap, long direct) {

    private static final Pattern LIVE = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern OTHER = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB");

    /**
     * Measures a process that runs with {@code -XX:NativeMemoryTracking=summary}. Objects are counted by the collection
     * itself: what is in use some moments later has new garbage in it, which for thousands of watchers is much.
     */
    static Footprint of(long pid) {
        jcmd(pid, "GC.run"); // what it finds dead outside the heap is given back
        long heap = number(LIVE, jcmd(pid, "GC.class_histogram"));
        return new Footprint(heap, number(OTHER, jcmd(pid, "VM.native_memory", "summary")) << 10);
    }

    private static long number(Pattern pattern, String said) {
        Matcher matcher = pattern.matcher(said);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in: " + said);
        }
        return Long.parseLong(matcher.group(1));
    }

    /** Bytes for each of some watchers, more than before. */
    long more(Footprint before, int watchers) {
        return (heap + direct - before.heap - before.direct) / watchers;
    }

    private static String jcmd(long pid, String... command) {
        try {
            String[] whole = new String[command.length + 2];
            whole[0] = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            whole[1] = Long.toString(pid);
            System.arraycopy(command, 0, whole, 2, command.length);
            Process process =
                    new ProcessBuilder(whole).redirectErrorStream(true).start();
            try (InputStream said = process.getInputStream()) {
                return new String(said.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return heap / 1_024 + " KB heap, " + direct / 1_024 + " KB direct";
    }
}
