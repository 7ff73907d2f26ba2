package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import io.orbweaver.store.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service on the shared store: what one process began another goes on with, and two crawl together. */
@Tag("process")
class RedisServiceTest {

    @TempDir
    static Path folder;

    private static RedisServer redis;

    @BeforeAll
    static void start() {
        redis = RedisServer.start(folder.resolve("redis"));
    }

    @AfterAll
    static void end() {
        if (redis != null) {
            redis.close();
        }
    }

    private static ServiceProcess service() throws IOException {
        return ServiceProcess.start(
                folder, "--orbweaver.store=redis", "--spring.data.redis.url=redis://127.0.0.1:" + redis.port());
    }

    /** A root that links to so many pages, each of which takes a moment. */
    private static FakeSite site(int pages) {
        FakeSite site = FakeSite.start();
        StringBuilder root = new StringBuilder();
        IntStream.range(0, pages)
                .forEach(i -> root.append("<a href=/p").append(i).append(">p</a>"));
        site.page("/", root.toString());
        site.pages(path -> path.startsWith("/p")
                ? Page.html("<title>" + path + "</title>" + path).after(Duration.ofMillis(20))
                : Page.status(404));
        return site;
    }

    private static String job(FakeSite site, int perHost) {
        return "{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':" + perHost + "}";
    }

    private static void isWhole(List<Api.Event> events, int pages) {
        List<Api.Event> stored =
                events.stream().filter(event -> !event.id().isEmpty()).toList();
        for (int i = 0; i < stored.size(); i++) {
            assertThat(stored.get(i).seq()).isEqualTo(i + 1);
        }
        assertThat(stored.stream()
                        .filter(event -> event.type().equals("page"))
                        .map(event -> event.data().get("url").stringValue()))
                .hasSize(pages)
                .doesNotHaveDuplicates();
        assertThat(stored.get(stored.size() - 1).type()).isEqualTo("end");
    }

    @Test
    void anotherProcessGoesOnWhereOneWasKilled() throws IOException {
        try (FakeSite site = site(400)) {
            String id;
            List<Api.Event> before;
            try (ServiceProcess first = service()) {
                id = first.api().submit(job(site, 4));
                before = first.api().stream("/v1/jobs/" + id + "/events?types=page", 100);
                first.kill();
            }
            try (ServiceProcess second = service()) {
                second.api().awaitEnd(id, Duration.ofSeconds(60));
                List<Api.Event> all = second.api().events(id);
                isWhole(all, 401);
                String last = before.get(before.size() - 1).id();
                List<Api.Event> rest = second.api().events(id, "Last-Event-ID", last);
                assertThat(rest.get(0).seq()).isEqualTo(Long.parseLong(last) + 1);
                assertThat(second.api().job(id).get("counters").get("pages").intValue())
                        .isEqualTo(401);
                assertThat(second.api().get("/actuator/health").body()).contains("appendfsync is always");
                assertThat(second.terminate()).isIn(0, 143);
            }
        }
    }

    @Test
    void twoCrawlOneJobTogetherAndKeepTheCapOfItsHost() throws IOException {
        try (FakeSite site = site(400);
                ServiceProcess first = service();
                ServiceProcess second = service()) {
            String id = first.api().submit(job(site, 3));
            second.api().awaitEnd(id, Duration.ofSeconds(60));
            isWhole(second.api().events(id), 401);
            assertThat(site.peak()).isLessThanOrEqualTo(3);
            for (ServiceProcess one : List.of(first, second)) {
                assertThat(one.api().measured("orbweaver_outcomes_total")).isPositive();
            }
        }
    }
}
