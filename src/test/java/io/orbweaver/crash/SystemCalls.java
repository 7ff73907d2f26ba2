package io.orbweaver.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code strace -f -y -xx} wrote. Its lines are in the order in which calls began and returned, for it holds each
 * thread at both: so the number of a line is a clock.
 */
final class SystemCalls {

    /** What is traced: what writes to files and sockets, and what makes files durable. */
    static final List<String> TRACED =
            List.of("write", "writev", "pwrite64", "sendto", "sendmsg", "fsync", "fdatasync", "sync_file_range");

    // a process id is filled up with blanks to five places
    private static final Pattern CALL = Pattern.compile("(\\d+) +(\\w+)\\(\\d+<([^>]*)>(.*)");
    private static final Pattern RESUMED = Pattern.compile("(\\d+) +<\\.\\.\\. (\\w+) resumed>(.*)");
    private static final Pattern RESULT = Pattern.compile("= (-?\\d+)[^=]*$");
    private static final Pattern STRING = Pattern.compile("\"((?:\\\\x[0-9a-f]{2})*)\"");

    private final List<Call> calls = new ArrayList<>();

    /**
     * A call that has returned.
     *
     * @param began line of its beginning
     * @param returned line of its return
     * @param name which call
     * @param file what it was made on, as a path, or {@code socket:[…]}
     * @param data what it was given to write, a char for each byte
     * @param result what it returned
     */
    record Call(int began, int returned, String name, String file, String data, long result) {

        boolean isSync() {
            return name.equals("fsync") || name.equals("fdatasync");
        }

        boolean isToSocket() {
            return file.startsWith("socket:") || file.startsWith("TCP");
        }
    }

    private record Open(int began, String name, String file, String data) {

        Call returns(int line, long result) {
            int written = data.isEmpty() || result < 0 ? 0 : (int) Math.min(data.length(), result);
            return new Call(began, line, name, file, data.substring(0, written), result);
        }
    }

    /** Reads a trace. */
    static List<Call> of(Path trace) throws IOException {
        SystemCalls read = new SystemCalls();
        Map<String, Open> open = new HashMap<>();
        List<String> lines = Files.readAllLines(trace);
        for (int i = 0; i < lines.size(); i++) {
            read.line(i, lines.get(i), open);
        }
        return read.calls;
    }

    private void line(int number, String line, Map<String, Open> open) {
        Matcher resumed = RESUMED.matcher(line);
        Matcher call = CALL.matcher(line);
        String thread = line.substring(0, Math.max(0, line.indexOf(' ')));
        if (resumed.matches()) {
            Open before = open.remove(thread);
            if (before != null) {
                calls.add(before.returns(number, result(line)));
            }
        } else if (call.matches()) {
            Open now = new Open(number, call.group(2), decoded(call.group(3)), strings(call.group(4)));
            if (line.endsWith("<unfinished ...>")) {
                open.put(thread, now);
            } else {
                calls.add(now.returns(number, result(line)));
            }
        }
    }

    private static long result(String line) {
        Matcher result = RESULT.matcher(line);
        return result.find() ? Long.parseLong(result.group(1)) : -1;
    }

    private static String strings(String arguments) {
        StringBuilder all = new StringBuilder();
        Matcher string = STRING.matcher(arguments);
        while (string.find()) {
            all.append(decoded(string.group(1)));
        }
        return all.toString();
    }

    private static String decoded(String hex) {
        if (!hex.startsWith("\\x")) {
            return hex;
        }
        StringBuilder chars = new StringBuilder();
        for (int i = 0; i + 4 <= hex.length(); i += 4) {
            chars.append((char) Integer.parseInt(hex.substring(i + 2, i + 4), 16));
        }
        return chars.toString();
    }
}
