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
 * @param heap bytes in use of the heap
 * @param direct bytes outside it that buffers take, Netty's pools included
 */
record Footprint(long heap, long direct) {

    private static final Pattern HEAP = Pattern.compile("heap\\s+total \\d+K, used (\\d+)K");
    private static final Pattern OTHER = Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB");

    /** Measures a process that runs with {@code -XX:NativeMemoryTracking=summary}. */
    static Footprint of(long pid) {
        jcmd(pid, "GC.run");
        jcmd(pid, "GC.run"); // what the first one found dead outside the heap is given back
        return new Footprint(
                kilobytes(HEAP, jcmd(pid, "GC.heap_info")), kilobytes(OTHER, jcmd(pid, "VM.native_memory", "summary")));
    }

    private static long kilobytes(Pattern pattern, String said) {
        Matcher matcher = pattern.matcher(said);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in: " + said);
        }
        return Long.parseLong(matcher.group(1)) << 10;
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
