package io.orbweaver.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import io.orbweaver.stream.Needed.Missing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Clients that others wrote follow a live crawl to its end, while their connections are cut within events, and see each
 * event once, in order, as it was stored. They follow the same crawl at the same time, each through a proxy of its own.
 */
@Tag("process")
@ServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamClientsTest {

    private static final int PAGES = 300;
    private static final Duration LATENCY = Duration.ofMillis(200);
    /** Characters that end a line for some languages, but not in an event stream. */
    private static final String TITLE = "\u2028 \u2029 \u0085 \u000b \u000c \u001c \u00fc \ud83d\udd78";

    private final Map<StreamClients, CompletableFuture<Path>> ready = new EnumMap<>(StreamClients.class);
    private final Map<StreamClients, CuttingProxy> proxies = new EnumMap<>(StreamClients.class);
    private final Map<StreamClients, CompletableFuture<List<String>>> seen = new EnumMap<>(StreamClients.class);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private List<String> stored = List.of();

    @BeforeAll
    void allFollowOneCrawl(@LocalServerPort int port) throws IOException {
        byte[] page;
        try (InputStream in = StreamClientsTest.class.getResourceAsStream("client.html")) {
            page = in.readAllBytes();
        }
        Api api = new Api(port);
        for (StreamClients client : StreamClients.values()) {
            ready.put(client, CompletableFuture.supplyAsync(() -> prepared(client), threads));
            proxies.put(client, new CuttingProxy(port, page));
        }
        try (FakeSite site = site()) {
            String id = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10,'start':false}");
            String path = "/v1/jobs/" + id + "/events";
            ready.forEach((client, prepared) ->
                    seen.put(client, prepared.thenApplyAsync(folder -> follow(client, folder, path), threads)));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> api.watchers() >= running());
            api.send("POST", "/v1/jobs/" + id + "/start", "");
            api.awaitEnd(id);
            stored = api.events(id).stream()
                    .map(e -> e.id() + " " + e.type() + " " + e.raw())
                    .toList();
        }
    }

    private static Path prepared(StreamClients client) {
        try {
            Path folder = Files.createDirectories(
                    Path.of("target", "stream-clients", client.name()).toAbsolutePath());
            client.prepare(folder);
            return folder;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private List<String> follow(StreamClients client, Path folder, String path) {
        try {
            return client.follow(folder, proxies.get(client), path);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private long running() {
        return seen.values().stream().filter(future -> !future.isDone()).count();
    }

    private static FakeSite site() {
        FakeSite site = FakeSite.start();
        StringBuilder links = new StringBuilder();
        for (int i = 0; i < PAGES; i++) {
            links.append("<a href=/p").append(i).append(">x</a>");
        }
        return site.page("/", links.toString())
                .pages(path -> Page.html("<title>p" + TITLE + "q</title>").after(LATENCY));
    }

    @ParameterizedTest
    @EnumSource
    void seesEachEventOnceAndStopsByItself(StreamClients client) {
        List<String> events;
        try {
            events = seen.get(client).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Missing missing) {
                Needed.skip(missing);
            }
            throw e;
        }
        CuttingProxy proxy = proxies.get(client);
        assertThat(events.stream().filter(event -> !event.split(" ")[1].equals("progress")))
                .isEqualTo(stored);
        assertThat(stored).hasSizeGreaterThan(PAGES);
        assertThat(proxy.cuts()).isEqualTo(2);
        assertThat(proxy.resumedFrom()).hasSize(client == StreamClients.OKHTTP ? 3 : 4);
        assertThat(proxy.resumedFrom().get(0)).isEmpty();
        assertThat(proxy.resumedFrom().subList(1, proxy.resumedFrom().size())).doesNotContain("");
    }

    @AfterAll
    void close() {
        proxies.values().forEach(CuttingProxy::close);
        threads.shutdownNow();
    }
}
