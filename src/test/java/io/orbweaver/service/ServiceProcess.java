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

    private static final List<String> SMALL = List.of("-XX:TieredStopAtLevel=1", "-Xmx256m");

    private final Process process;
    private final Api api;

    private ServiceProcess(Process process, Api api) {
        this.process = process;
        this.api = api;
    }

    /** Starts it on a data folder and waits until it is ready. */
    public static ServiceProcess start(Path data, String... more) throws IOException {
        return start(data, SMALL, more);
    }

    /** The same with options for the JVM. */
    public static ServiceProcess start(Path data, List<String> jvm, String... more) throws IOException {
        Path log = Files.createTempFile(data, "service", ".log");
        Process process = launch(data, log, jvm, more);
        try {
            int port = Awaitility.await().atMost(PATIENCE).until(() -> port(process, log), found -> found > 0);
            return new ServiceProcess(process, new Api(port));
        } catch (RuntimeException | Error e) {
            process.destroyForcibly(); // nobody else would end what came too late
            throw e;
        }
    }

    /** Starts it where it must refuse, and returns what it said. */
    public static String startAndFail(Path data, String... more) throws IOException {
        Path log = Files.createTempFile(data, "service", ".log");
        Process process = launch(data, log, SMALL, more);
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it started");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Files.readString(log);
    }

    private static Process launch(Path data, Path log, List<String> jvm, String... more) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(jvm);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Orbweaver.class.getName(),
                "--server.port=0",
                "--orbweaver.data-dir=" + data.resolve("store"),
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

    public Api api() {
        return api;
    }

    public long pid() {
        return process.pid();
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
