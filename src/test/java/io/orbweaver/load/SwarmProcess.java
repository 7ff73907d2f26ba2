package io.orbweaver.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A {@link WatcherSwarm} that runs. */
final class SwarmProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader said;

    private SwarmProcess(Process process) {
        this.process = process;
        this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /**
     * What the watchers saw.
     *
     * @param wrong watchers that saw a gap, a repeat, or a broken connection
     * @param ended watchers that saw the end
     * @param least the smallest last id
     */
    record Saw(long wrong, long ended, long least, long events, long bytes, List<String> problems) {}

    /** Starts watchers, which all have asked when this returns. */
    static SwarmProcess start(int port, String path, int readers, int stalled) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WatcherSwarm.class.getName(),
                        Integer.toString(port),
                        path,
                        Integer.toString(readers),
                        Integer.toString(stalled))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        SwarmProcess swarm = new SwarmProcess(process);
        swarm.number("connected");
        return swarm;
    }

    /** Waits until every reader's stream is over. */
    Saw saw() {
        long wrong = number("wrong");
        List<String> problems = new ArrayList<>();
        String line = line();
        for (; line.startsWith("problem "); line = line()) {
            problems.add(line);
        }
        long ended = Long.parseLong(line.split(" ")[1]);
        long events = number("events");
        return new Saw(wrong, ended, number("least"), events, number("bytes"), problems);
    }

    /** How many stalled watchers were dropped by now. */
    long dropped() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return number("dropped");
    }

    private long number(String name) {
        String line = line();
        if (!line.startsWith(name + " ")) {
            throw new AssertionError("not " + name + ": " + line);
        }
        return Long.parseLong(line.split(" ")[1]);
    }

    private String line() {
        try {
            String line = said.readLine();
            if (line == null) {
                throw new AssertionError("the watchers' process ended");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
