package io.orbweaver.crash;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A client that watches a job through every kill, and keeps each event that it ever saw whole, byte for byte. */
final class Watching implements AutoCloseable {

    private final ConcurrentSkipListMap<Long, String> seen = new ConcurrentSkipListMap<>();
    private final String job;
    private final Thread thread = new Thread(this::watch, "watching");
    private volatile int port;
    private volatile boolean closed;

    Watching(String job) {
        this.job = job;
        thread.start();
    }

    /** The service listens there now; 0 while it does not. */
    void at(int present) {
        port = present;
    }

    String job() {
        return job;
    }

    /** The events seen so far, by number. */
    Map<Long, String> seen() {
        return seen;
    }

    /** The number of the last of them; 0 while there is none. */
    long lastSeen() {
        return seen.isEmpty() ? 0 : seen.lastKey();
    }

    private void watch() {
        while (!closed) {
            try {
                int present = port;
                if (present == 0 || !stream(present, job, lastSeen(), seen)) {
                    LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
                }
            } catch (IOException e) {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos()); // it was killed: try again
            }
        }
    }

    /** All events of a job that has ended. */
    static Map<Long, String> whole(int port, String job) throws IOException {
        Map<Long, String> events = new TreeMap<>();
        stream(port, job, 0, events);
        return events;
    }

    /** Reads events until the stream ends; false where there are none. */
    private static boolean stream(int port, String job, long after, Map<Long, String> into) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/v1/jobs/" + job + "/events");
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout(5_000);
        connection.setReadTimeout(30_000);
        connection.setRequestProperty("Last-Event-ID", String.valueOf(after));
        if (connection.getResponseCode() != 200) {
            return false;
        }
        try (InputStream in = new BufferedInputStream(connection.getInputStream())) {
            for (String block = block(in); block != null; block = block(in)) {
                long seq = seq(block);
                String before = seq == 0 ? null : into.putIfAbsent(seq, block);
                if (before != null && !before.equals(block)) {
                    throw new AssertionError("event " + seq + " was " + before + " and is " + block);
                }
            }
        }
        return true;
    }

    /** A block with its last, empty line, each char a byte; null at the end, where a part of one is worth nothing. */
    private static @Nullable String block(InputStream in) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        int before = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            block.write(b);
            if (b == '\n' && before == '\n') {
                return block.toString(StandardCharsets.ISO_8859_1);
            }
            before = b;
        }
        return null;
    }

    private static long seq(String block) {
        return block.lines()
                .filter(line -> line.startsWith("id:"))
                .mapToLong(line -> Long.parseLong(line.substring(3).strip()))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
