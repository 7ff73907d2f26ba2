package io.orbweaver.service;

import io.orbweaver.Machine;
import io.orbweaver.Orbweaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The service in a process of its own, to be killed. */
public final class ServiceProcess implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("Netty started on port (\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(50);
    private static final List<String> SMALL = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

    private final Process process;
    private final Path log;
    private int port;
    private Api api;

    private ServiceProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it on a data folder and waits until it is ready. */
    public static ServiceProcess start(Path data, String... more) throws IOException {
        return launch(Jvm.plain(), data, data.resolve("store"), more).awaitReady();
    }

    /** The same where another was, for clients that come back to it. */
    public static ServiceProcess startAt(int port, Path data) throws IOException {
        return start(data, "--server.port=" + port);
    }

    /** The same with options for the JVM, in place of those for a small one. */
    public static ServiceProcess start(Path data, List<String> jvm, String... more) throws IOException {
        return launch(Jvm.with(jvm), data, data.resolve("store"), more).awaitReady();
    }

    /** Begins to start it, and does not wait: it may be killed in the middle of that. */
    public static ServiceProcess launch(Jvm jvm, Path logs, Path store, String... more) throws IOException {
        Path log = Files.createTempFile(logs, "service", ".log");
        return new ServiceProcess(run(jvm, store, log, more), log);
    }

    /**
     * What runs it.
     *
     * @param under a command to run it under, or nothing
     * @param options of the JVM
     * @param classPath with the service on it
     */
    public record Jvm(List<String> under, List<String> options, String classPath) {

        /** A small JVM that starts fast. */
        public static Jvm plain() {
            return under(List.of());
        }

        /** The same under another command. */
        public static Jvm under(List<String> command) {
            return shared(command, SMALL);
        }

        /** One of other options, which starts fast too where they let it. */
        static Jvm with(List<String> options) {
            return shared(List.of(), options);
        }

        private static Jvm shared(List<String> command, List<String> options) {
            SharedClasses classes = SharedClasses.current();
            List<String> all = new ArrayList<>(options);
            all.addAll(List.of(classes.options()));
            return new Jvm(command, all, classes.classPath());
        }

        /** A small JVM with more options, and with the service on another class path. */
        public static Jvm of(String classPath, String... more) {
            List<String> options = new ArrayList<>(SMALL);
            options.addAll(List.of(more));
            return new Jvm(List.of(), options, classPath);
        }
    }

    /** Waits until it is ready. */
    public ServiceProcess awaitReady() {
        try {
            port = Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> port(process, log), found -> found > 0);
        } catch (RuntimeException | Error e) {
            process.destroyForcibly(); // nobody else would end what came too late
            throw e;
        }
        api = new Api(port);
        return this;
    }

    /** Waits until it is ready, or has ended: whether it is ready. */
    public boolean isReady() {
        try {
            awaitReady();
            return true;
        } catch (AssertionError ended) {
            return false;
        }
    }

    /** How it ended. */
    public int exitCode() {
        return await();
    }

    /** Starts it where it must refuse, and returns what it said. */
    public static String startAndFail(Path data, String... more) throws IOException {
        Path log = Files.createTempFile(data, "service", ".log");
        Process process = run(Jvm.plain(), data.resolve("store"), log, more);
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

    private static Process run(Jvm jvm, Path store, Path log, String... more) throws IOException {
        List<String> command = new ArrayList<>(jvm.under());
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(jvm.options());
        command.addAll(List.of(
                "-cp",
                jvm.classPath(),
                Orbweaver.class.getName(),
                "--orbweaver.data-dir=" + store,
                "--orbweaver.egress.allow=127.0.0.0/8",
                "--logging.level.root=info",
                "--springdoc.api-docs.enabled=false"));
        command.addAll(List.of(more));
        if (Arrays.stream(more).noneMatch(option -> option.startsWith("--server.port="))) {
            command.add("--server.port=0"); // an option that is given twice is a list
        }
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

    /** Waits for a time, unless it ends by itself: whether it did. */
    public boolean endsWithin(Duration time) {
        try {
            return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** SIGTERM, and does not wait. */
    public void signal() {
        process.destroy();
    }

    /** Another signal: {@code STOP} and {@code CONT} have it sleep and wake. */
    public void signal(String name) {
        Machine.signal(name, process.pid());
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
