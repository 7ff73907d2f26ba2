package io.orbweaver.service;

import io.orbweaver.Orbweaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The service in a process of its own, to be killed. */
public final class ServiceProcess implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("Netty started on port (\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private final Process process;
    private final Path log;
    private int port;
    private Api api;

    private ServiceProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it on a data folder and waits until it is ready. */
    public static ServiceProcess start(Path data) throws IOException {
        return launch(data).awaitReady();
    }

    /** Begins to start it, and does not wait: it may be killed in the middle of that. */
    public static ServiceProcess launch(Path data) throws IOException {
        return launch(data, data.resolve("store"), List.of());
    }

    /**
     * The same.
     *
     * @param logs where what it says is kept
     * @param store its data folder
     * @param under a command that runs it, before its own
     */
    public static ServiceProcess launch(Path logs, Path store, List<String> under, String... more) throws IOException {
        Path log = Files.createTempFile(logs, "service", ".log");
        return new ServiceProcess(run(under, store, log, more), log);
    }

    /** Waits until it is ready. */
    public ServiceProcess awaitReady() {
        port = Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> port(process, log), found -> found > 0);
        api = new Api(port);
        return this;
    }

    /** Starts it where it must refuse, and returns what it said. */
    public static String startAndFail(Path data, String... more) throws IOException {
        Path log = Files.createTempFile(data, "service", ".log");
        Process process = run(List.of(), data.resolve("store"), log, more);
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it started");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (process.exitValue() == 0) {
            throw new AssertionError("it ended as if all were well");
        }
        return Files.readString(log);
    }

    private static Process run(List<String> under, Path store, Path log, String... more) throws IOException {
        List<String> command = new ArrayList<>(under);
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Orbweaver.class.getName(),
                "--server.port=0",
                "--orbweaver.data-dir=" + store,
                "--orbweaver.egress.allow=127.0.0.0/8",
                "--logging.level.root=info",
                "--springdoc.api-docs.enabled=false"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static int port(Process process, Path log) throws IOException {
        String said = Files.readString(log);
        if (!process.isAlive()) {
            throw new AssertionError("it ended: " + said);
        }
        Matcher matcher = PORT.matcher(said);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** A client of it; it must be ready. */
    public Api api() {
        return api;
    }

    /** Its port; 0 while it is not ready. */
    public int port() {
        return port;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** What it said so far. */
    public String said() throws IOException {
        return Files.readString(log);
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** SIGTERM; the exit code. */
    public int terminate() {
        process.destroy();
        return await();
    }

    private int await() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroyForcibly();
            await();
        }
    }
}
