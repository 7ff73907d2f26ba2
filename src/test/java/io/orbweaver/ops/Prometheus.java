package io.orbweaver.ops;

import io.orbweaver.Machine;
import io.orbweaver.service.Api;
import io.orbweaver.service.Api.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** A real Prometheus on loopback, with the configuration of config/prometheus, but for its target and its pace. */
final class Prometheus implements AutoCloseable {

    private static final Path CONFIG = Path.of("config/prometheus");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Api api;

    private Prometheus(Process process, int port) {
        this.process = process;
        this.api = new Api(port);
    }

    /**
     * Starts it, and waits until it answers.
     *
     * @param folder for its configuration, its data and its log
     * @param target the port that it scrapes
     */
    static Prometheus start(Path folder, int target) throws IOException {
        Machine.needs(Machine.has("prometheus"), "There is no prometheus (Debian's package of that name).");
        for (String rules : List.of("recording.yml", "alerts.yml")) {
            Files.copy(CONFIG.resolve(rules), folder.resolve(rules));
        }
        String config = Files.readString(CONFIG.resolve("prometheus.yml"));
        Files.writeString(
                folder.resolve("prometheus.yml"),
                config.replace("localhost:8080", "127.0.0.1:" + target).replace("_interval: 15s", "_interval: 1s"));
        int port = freePort();
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        Prometheus started = new Prometheus(process, port);
        try {
            Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(started::isReady);
        } catch (RuntimeException | Error e) {
            started.close();
            throw new AssertionError(Files.readString(folder.resolve("prometheus.log")), e);
        }
        return started;
    }

    private boolean isReady() {
        return api.get("/-/ready").status() == 200;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What an expression gives just now: its series. */
    JsonNode query(String expression) {
        return data("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .get("result");
    }

    /** The data of a call that must be answered well. */
    JsonNode data(String path) {
        Answer answer = api.get(path);
        if (answer.status() != 200) {
            throw new AssertionError(path + ": " + answer.body());
        }
        return answer.json().get("data");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
