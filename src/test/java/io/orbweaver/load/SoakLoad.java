package io.orbweaver.load;

import io.orbweaver.service.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * All that clients do, at once and again and again: jobs of all sizes that are crawled, paused, cancelled and deleted,
 * watchers that read, leave or stall, and operators that look. Every job must come to the end that it should come to.
 */
final class SoakLoad implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CROWD = 8;
    private static final long REST_MILLIS = 100;
    private static final int STALLED_MAX = 10;
    private static final List<String> LOOKS = List.of(
            "/v1/jobs?limit=50",
            "/v1/hosts",
            "/actuator/health",
            "/actuator/prometheus",
            "/v1/jobs?state=running",
            "/v1/jobs/00000000-0000-7000-8000-000000000000");

    private final Api api;
    private final SoakSites sites;
    private final Random random;
    private final AtomicInteger hosts = new AtomicInteger();
    private final Map<String, Integer> done = new ConcurrentSkipListMap<>();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> stalled = new ConcurrentLinkedQueue<>();
    private final Map<String, Boolean> running = new ConcurrentHashMap<>();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2 * CROWD + 1);

    SoakLoad(Api api, SoakSites sites, long seed) {
        this.api = api;
        this.sites = sites;
        this.random = new Random(seed);
    }

    /** What one client does once. */
    private interface Turn {
        String take() throws IOException;
    }

    /** Begins. */
    SoakLoad begin() {
        for (int i = 0; i < CROWD; i++) {
            again(this::crawl);
            again(this::watch);
        }
        again(this::look);
        return this;
    }

    private void again(Turn turn) {
        threads.scheduleWithFixedDelay(
                () -> {
                    try {
                        done.merge(turn.take(), 1, Integer::sum);
                    } catch (IOException | RuntimeException | Error e) {
                        problems.add(e + " " + where(e));
                    }
                },
                0,
                REST_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private static List<StackTraceElement> where(Throwable e) {
        return Arrays.stream(e.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(SoakLoad.class.getName()))
                .toList();
    }

    /** Ends: each client finishes what it is at, and goes. */
    void end() throws IOException, InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            problems.add("a client does not come to its end");
        }
        while (!stalled.isEmpty()) {
            leave();
        }
    }

    /** What went wrong. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** How often each thing was done. */
    Map<String, Integer> done() {
        return Map.copyOf(done);
    }

    private String crawl() {
        int kind = random.nextInt(100);
        if (kind < 60) {
            return crawl("small", small(), "completed");
        }
        if (kind < 75) {
            return crawl("middle", middle(), "completed");
        }
        if (kind < 82) {
            return crawl(
                    "misled", "'" + sites.bad() + "'],'timeout':'2s','retries':1,'maxDuration':'20s'", "completed");
        }
        return kind < 88 ? pauseAndResume() : kind < 94 ? cancel() : delete();
    }

    private String small() {
        return "'" + good() + "'],'maxPages':20,'cookies':true,'extract':{'patterns':['wo.d']}";
    }

    private String middle() {
        return "'" + good() + "','" + good() + "','" + good() + "'],'maxPages':300";
    }

    /** A host that is mostly a new one. */
    private String good() {
        return sites.good(random.nextInt(5) == 0 ? random.nextInt(1 + hosts.get()) : hosts.getAndIncrement());
    }

    private String submit(String seeds) {
        String id = api.submit("{'seeds':[" + seeds + ",'delay':'5ms','perHost':3}");
        running.put(id, true);
        return id;
    }

    private String crawl(String kind, String seeds, String end) {
        String id = submit(seeds);
        expectEnd(kind, id, end);
        if (random.nextInt(4) == 0) {
            api.send("DELETE", "/v1/jobs/" + id, "");
        } else {
            api.get("/v1/jobs/" + id + "/pages?limit=10");
        }
        return kind;
    }

    private void expectEnd(String kind, String id, String end) {
        JsonNode job = api.awaitEnd(id, PATIENCE);
        running.remove(id);
        JsonNode counters = job.get("counters");
        long known = counters.get("known").longValue();
        long accounted = List.of("pages", "failures", "skips", "leased", "queued").stream()
                .mapToLong(name -> counters.get(name).longValue())
                .sum();
        if (!job.get("state").stringValue().equals(end) || known != accounted) {
            problems.add(kind + " is to be " + end + ": " + job);
        }
    }

    private String pauseAndResume() {
        String id = submit(middle());
        awaitPages(id);
        move(id, "pause", "paused");
        move(id, "resume", "running");
        expectEnd("resumed", id, "completed");
        return "resumed";
    }

    private String cancel() {
        String id = submit(middle());
        awaitPages(id);
        move(id, "cancel", "cancelled");
        expectEnd("cancelled", id, "cancelled");
        return "cancelled";
    }

    private String delete() {
        String id = submit(middle());
        awaitPages(id);
        running.remove(id);
        int deleted = api.send("DELETE", "/v1/jobs/" + id, "").status();
        int after = api.get("/v1/jobs/" + id).status();
        if (deleted != 204 || after != 404) {
            problems.add("deleted: " + deleted + ", then " + after);
        }
        return "deleted";
    }

    private void awaitPages(String id) {
        int pages = 1 + random.nextInt(50);
        api.await(id, job -> job.at("/counters/pages").intValue() >= pages);
    }

    private void move(String id, String call, String expected) {
        Api.Answer answer = api.send("POST", "/v1/jobs/" + id + "/" + call, "");
        if (answer.status() != 200 || !answer.json().get("state").stringValue().equals(expected)) {
            problems.add(call + ": " + answer);
        }
    }

    private String watch() throws IOException {
        List<String> jobs = new ArrayList<>(running.keySet());
        if (jobs.isEmpty()) {
            return "none to watch";
        }
        String path = "/v1/jobs/" + jobs.get(random.nextInt(jobs.size())) + "/events";
        switch (random.nextInt(4)) {
            case 0:
                return stall(path);
            case 1:
                return read(path, 1 + random.nextInt(30), "watched and left");
            case 2:
                return read(path + "?types=failure,skip", Integer.MAX_VALUE, "watched some types");
            default:
                return read(path, Integer.MAX_VALUE, "watched");
        }
    }

    private String read(String path, int max, String what) {
        List<Api.Event> events;
        try {
            events = api.stream(path, max);
        } catch (UncheckedIOException | AssertionError broken) {
            if (api.get(path.substring(0, path.indexOf("/events"))).status() == 404) {
                return "watched what was deleted";
            }
            throw broken;
        }
        long last = 0;
        for (Api.Event event : events) {
            boolean dense = event.id().isEmpty() || (path.contains("?") ? event.seq() > last : event.seq() == last + 1);
            last = event.id().isEmpty() ? last : event.seq();
            if (!dense) {
                problems.add("a gap in " + path + " at " + last);
            }
        }
        return what;
    }

    /** Asks and never reads; the last few are kept, whether the service drops them or not. */
    private String stall(String path) throws IOException {
        Socket socket = new Socket();
        stalled.add(socket);
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), api.port()));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        if (stalled.size() > STALLED_MAX) {
            leave();
        }
        return "stalled";
    }

    private void leave() throws IOException {
        Socket oldest = stalled.poll();
        if (oldest != null) {
            oldest.close();
        }
    }

    private String look() {
        for (String path : LOOKS) {
            int status = api.get(path).status();
            if (status != 200 && status != 404) {
                problems.add(path + ": " + status);
            }
        }
        return "looked";
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
