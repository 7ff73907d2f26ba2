package io.orbweaver.service;

import io.orbweaver.site.FakeSite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the service, by the JDK's own HTTP client. */
public final class Api {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final int port;

    public Api(int port) {
        this.port = port;
        this.base = "http://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** An answer. */
    public record Answer(int status, java.net.http.HttpHeaders headers, String body) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        /** The pointers of a problem's fields. */
        public List<String> pointers() {
            List<String> pointers = new ArrayList<>();
            json().path("errors").forEach(e -> pointers.add(e.get("pointer").stringValue()));
            return pointers;
        }
    }

    /** A server-sent event; the id is empty where it has none. */
    public record Event(String id, String type, JsonNode data, String raw) {

        public long seq() {
            return Long.parseLong(id);
        }
    }

    public Answer get(String path, String... headers) {
        return send(request(path, headers).GET().build());
    }

    public Answer post(String path, String body, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    public Answer send(String method, String path, String body, String... headers) {
        return send(request(path, headers)
                .method(method, BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return builder;
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Submits a job, given as JSON with single quotes, and returns its id. */
    public String submit(String job) {
        Answer answer = post("/v1/jobs", job.replace('\'', '"'));
        if (answer.status() != 202) {
            throw new AssertionError("refused: " + answer);
        }
        return answer.json().get("id").stringValue();
    }

    public JsonNode job(String id) {
        return get("/v1/jobs/" + id).json();
    }

    /** A job's pages with their numbers, whole, batch by batch to the end of what there is. */
    public List<JsonNode> pages(String id) {
        List<JsonNode> pages = new ArrayList<>();
        JsonNode batch;
        String next = "0";
        do {
            batch = get("/v1/jobs/" + id + "/pages?after=" + next).json();
            batch.get("pages").forEach(pages::add);
            next = batch.get("next").asString();
        } while (!batch.get("complete").booleanValue());
        return pages;
    }

    /** Waits until a job is as it should be. */
    public JsonNode await(String id, Predicate<JsonNode> asItShouldBe) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> job(id), asItShouldBe);
    }

    public JsonNode awaitEnd(String id) {
        return await(id, job -> !job.get("endedAt").isNull());
    }

    /** The same, for a crawl that takes its time. */
    public JsonNode awaitEnd(String id, Duration patience) {
        return Awaitility.await()
                .atMost(patience)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> job(id), job -> !job.get("endedAt").isNull());
    }

    /** The number of watchers, as the service counts them. */
    public int watchers(String... headers) {
        return (int) measured("orbweaver_watchers ", headers);
    }

    /** The value of a meter, whose line in a scrape begins so. */
    public int meter(String lineStart) {
        return (int) measured(lineStart);
    }

    /** The same, whole. */
    public double measured(String lineStart, String... headers) {
        return get("/actuator/prometheus", headers)
                .body()
                .lines()
                .filter(line -> line.startsWith(lineStart))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    /** Submits a job for a site's root, without a delay, and gives what became of each URL. */
    public Map<String, JsonNode> crawl(FakeSite site, String more) {
        return outcomes(site, submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms'" + more + "}"));
    }

    /** What became of each URL of a job, by its path where it is on the site. */
    public Map<String, JsonNode> outcomes(FakeSite site, String id) {
        return events(id).stream()
                .filter(e -> List.of("page", "failure", "skip").contains(e.type()))
                .collect(Collectors.toMap(
                        e -> e.data()
                                .get("url")
                                .stringValue()
                                .replace(site.url("/").href(), "/"),
                        Event::data));
    }

    /** All events of a job, to its end. */
    public List<Event> events(String id, String... headers) {
        return stream("/v1/jobs/" + id + "/events", Integer.MAX_VALUE, headers);
    }

    /** Events of a stream, until it closes or some were read; the connection is then closed. */
    public List<Event> stream(String path, int max, String... headers) {
        return read(request(path, headers).GET().build(), max);
    }

    /** Submits and streams in one request. */
    public List<Event> submitAndStream(String job, int max) {
        return read(
                request("/v1/jobs", "Accept", "text/event-stream")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(job.replace('\'', '"')))
                        .build(),
                max);
    }

    private List<Event> read(HttpRequest request, int max) {
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                if (response.statusCode() != 200) {
                    throw new AssertionError("status " + response.statusCode() + ": " + lines.readLine());
                }
                return parse(lines, max);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Event> parse(BufferedReader lines, int max) throws IOException {
        List<Event> events = new ArrayList<>();
        String id = "";
        String type = "message";
        String data = null;
        for (String line = lines.readLine(); line != null && events.size() < max; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (data != null) {
                    events.add(new Event(id, type, JSON.readTree(data), data));
                }
                id = "";
                type = "message";
                data = null;
            } else if (line.startsWith("id:")) {
                id = value(line);
            } else if (line.startsWith("event:")) {
                type = value(line);
            } else if (line.startsWith("data:")) {
                data = data == null ? value(line) : data + "\n" + value(line);
            }
        }
        return events;
    }

    private static String value(@Nullable String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }
}
