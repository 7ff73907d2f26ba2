package io.orbweaver.dashboard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The dashboard, and one ended job with as many outcomes as a test wants, which a real crawl would take minutes for.
 */
final class FakeService implements AutoCloseable {

    static final String JOB = "0fakejob00000";

    private static final Path STATIC = Path.of("target/classes/static");

    private static final Trouble NONE = new Trouble(0, 0, Integer.MAX_VALUE);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final int outcomes;
    private final List<Trouble> troubles;
    private final List<Integer> asked = new CopyOnWriteArrayList<>();
    private volatile boolean fresh;
    private volatile String session = "{\"name\": null, \"role\": \"reader\"}";

    /** What befalls the first streams of the job, in turn: the numbers of what is not sent, and where it is cut. */
    record Trouble(int lostFrom, int lostTo, int cutAfter) {}

    FakeService(int outcomes, Trouble... troubles) {
        this.outcomes = outcomes;
        this.troubles = new ArrayList<>(List.of(troubles));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::file);
        server.createContext("/v1/session", exchange -> json(exchange, session));
        server.createContext(
                "/v1/jobs", exchange -> json(exchange, "{\"jobs\": [" + (fresh ? "" : job()) + "], \"next\": null}"));
        server.createContext("/v1/events", exchange -> stream(exchange, 0));
        server.createContext("/v1/jobs/" + JOB, exchange -> json(exchange, job()));
        server.createContext("/v1/jobs/" + JOB + "/events", exchange -> stream(exchange, outcomes));
        server.start();
    }

    /** Has no job any more, and lets whoever asks start some. */
    FakeService withoutJobs() {
        fresh = true;
        session = "{\"name\": null, \"role\": \"operator\"}";
        return this;
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void file(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Path file = STATIC.resolve(path.equals("/") ? "index.html" : path.substring(1));
        if (!Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        String name = file.toString();
        String type = name.endsWith(".js")
                ? "text/javascript"
                : name.endsWith(".css") ? "text/css" : name.endsWith(".svg") ? "image/svg+xml" : "text/html";
        send(exchange, type, Files.readAllBytes(file));
    }

    private static void json(HttpExchange exchange, String json) throws IOException {
        send(exchange, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private String job() {
        return """
                {"id": "%s", "state": "running", "why": null, "owner": null,
                 "spec": {"seeds": ["http://site.test/"], "maxPages": 1000000},
                 "counters": {"known": %2$d, "pages": %2$d, "failures": 0, "skips": 0, "leased": 0, "queued": 0,
                 "bytes": 0}, "pagesPerSecond": 0, "waits": [], "joinedScope": [], "events": %2$d,
                 "createdAt": "2026-01-01T00:00:00Z", "startedAt": "2026-01-01T00:00:00Z", "endedAt": null}
                """.formatted(JOB, outcomes);
    }

    /** Sends what it has as fast as it is taken, and stays open. */
    private void stream(HttpExchange exchange, int events) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        int after = events == 0 ? 0 : after(exchange);
        Trouble trouble = events == 0 ? NONE : next();
        try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 1 << 16)) {
            out.write(": here\n\n".getBytes(StandardCharsets.US_ASCII));
            for (int seq = after + 1; seq <= Math.min(events, trouble.cutAfter()); seq++) {
                if (seq < trouble.lostFrom() || seq > trouble.lostTo()) {
                    out.write(event(seq).getBytes(StandardCharsets.UTF_8));
                }
            }
            out.flush();
            if (trouble.cutAfter() > events) {
                closed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Last-Event-ID beats after. */
    private int after(HttpExchange exchange) {
        String id = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        String query = exchange.getRequestURI().getQuery();
        int after = Integer.parseInt(id == null ? query.substring(query.indexOf('=') + 1) : id);
        asked.add(after);
        return after;
    }

    private synchronized Trouble next() {
        return troubles.isEmpty() ? NONE : troubles.remove(0);
    }

    /** After which numbers the job's stream was asked for. */
    List<Integer> asked() {
        return asked;
    }

    /** Every tenth is a failure; sizes go up and down so that they are in no order. */
    private static String event(int seq) {
        String at = "\"at\": \"2026-01-01T00:%02d:%02d.000Z\"".formatted(seq / 6000 % 60, seq / 100 % 60);
        String place =
                "\"url\": \"http://site.test/page/%d\", \"depth\": %d, \"referrer\": \"http://site.test/page/%d\","
                        .formatted(seq, seq % 7, seq / 10);
        String data = seq % 10 == 0
                ? "{%s \"kind\": \"http\", \"status\": 404, \"attempts\": 1, \"message\": \"answered 404\", %s}"
                        .formatted(place, at)
                : ("{%s \"finalUrl\": \"http://site.test/page/%d\", \"redirects\": [], \"status\": 200,"
                                + " \"contentType\": \"text/html\", \"bytes\": %d, \"title\": \"Page %d of many\","
                                + " \"links\": 3, \"millis\": %d, \"attempt\": 1, \"extract\": {}, %s}")
                        .formatted(place, seq, seq * 7919L % 100_003, seq, seq % 250, at);
        return "id: %d\nevent: %s\ndata: %s\n\n".formatted(seq, seq % 10 == 0 ? "failure" : "page", data);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
