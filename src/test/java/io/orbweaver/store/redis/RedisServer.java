package io.orbweaver.store.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.orbweaver.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** A redis-server of a test: on a loopback port, in a folder, synced before it answers; ended by its handle. */
public final class RedisServer implements AutoCloseable {

    /** Any that speaks the protocol and takes redis-server's options: {@code -Dredis.server=valkey-server}. */
    private static final String PROGRAM = System.getProperty("redis.server", "redis-server");

    private static final int BUS = 10_000; // a node of a cluster takes the port so much above its own too
    private static final int PORT_MAX = 65_535 - BUS;

    private final Path folder;
    private final int port;
    private final List<String> options;
    private Process process;

    private RedisServer(Path folder, int port, List<String> options) {
        this.folder = folder;
        this.port = port;
        this.options = options;
        this.process = begin();
    }

    /** Starts one; without the program the test is skipped, but fails where CI checks everything. */
    public static RedisServer start(Path folder, String... options) {
        Machine.needs(Machine.has(PROGRAM), "There is no " + PROGRAM + " on the path.");
        RedisServer server = new RedisServer(folder, freePort(), List.of(options));
        server.awaitReady();
        return server;
    }

    private static int freePort() {
        while (true) {
            int port = free(0);
            if (port > 0 && port <= PORT_MAX && free(port + BUS) > 0) {
                return port;
            }
        }
    }

    /** A port if it is free, or any for 0; 0 where there is none. */
    private static int free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            return 0;
        }
    }

    private Process begin() {
        List<String> command = new ArrayList<>(List.of(PROGRAM));
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--dir", folder.toString()));
        command.addAll(List.of("--appendonly", "yes", "--appendfsync", "always", "--save", ""));
        command.addAll(options);
        try {
            Files.createDirectories(folder);
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            try {
                return ask(RedisCommands::ping).equals("PONG");
            } catch (RedisException e) {
                return false;
            }
        });
    }

    /** Where it is. */
    public RedisURI uri() {
        return RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(port)
                .withTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** Its port. */
    public int port() {
        return port;
    }

    /** Sends its process a signal: {@code STOP} and {@code CONT} have it sleep and wake. */
    public void signal(String name) {
        Machine.signal(name, process.pid());
    }

    /** Asks it something, on a connection for that. */
    public <T> T ask(Function<RedisCommands<String, String>, T> call) {
        try (RedisClient client = newClient();
                var connection = client.connect()) {
            return call.apply(connection.sync());
        }
    }

    /** A client of it, with the options that the store asks for. */
    public RedisClient newClient() {
        RedisClient client = RedisClient.create(uri());
        client.setOptions(RedisStore.bounded(ClientOptions.builder()).build());
        return client;
    }

    /** Whether its process is there. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /** Ends the process at once, as a power cut would. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** Starts it again on what it had. */
    public void startAgain() {
        process = begin();
        awaitReady();
    }

    private void await() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new AssertionError(PROGRAM + " does not end");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
