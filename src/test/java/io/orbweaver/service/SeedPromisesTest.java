package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api.Event;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The promises that the idea came with: lazy work, real concurrency, a cap of ten, and results of every job. */
@ServiceTest
class SeedPromisesTest {

    @LocalServerPort
    private int port;

    @Test
    void aJobIsAsLazyAsAFuture() {
        Api api = new Api(port);
        try (FakeSite site = FakeSite.start();
                FakeSite other = FakeSite.start()) {
            site.page("/", "x");
            other.page("/", "y");
            String lazy = api.submit("{'seeds':['" + site.url("/") + "'],'start':false}");
            api.awaitEnd(api.submit("{'seeds':['" + other.url("/") + "']}"));
            assertThat(site.connections()).as("nothing is fetched before start").isZero();
            api.send("POST", "/v1/jobs/" + lazy + "/start", "");
            assertThat(api.awaitEnd(lazy).at("/counters/pages").intValue()).isEqualTo(1);
        }
    }

    @Test
    void threeWaitsEndWithTheLongest() {
        Api api = new Api(port);
        try (FakeSite site = FakeSite.start()) {
            site.page("/", "<a href=/p1>1</a><a href=/p2>2</a><a href=/p3>3</a>");
            site.pages(path -> path.startsWith("/p") ? Page.html("x") : Page.status(404))
                    .together("/p", 3); // none ends before all have begun: the sum of the waits is never waited
            String id = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10}");
            assertThat(api.awaitEnd(id).at("/counters/pages").intValue()).isEqualTo(4);
            assertThat(site.peak("/p")).isEqualTo(3);
        }
    }

    @Test
    void fiveJobsSubmittedAtOnceAllCompleteWithTheirResultsInOrderOfCommit() {
        Api api = new Api(port);
        try (FakeSite site = FakeSite.start()) {
            site.page("/", "<a href=/a>a</a><a href=/b>b</a><a href=/c>c</a>");
            site.pages(path -> path.length() == 2 ? Page.html(path) : Page.status(404));
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                ids.add(api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10}"));
            }
            for (String id : ids) {
                List<Event> events = api.events(id, "Last-Event-ID", "2").stream()
                        .filter(e -> !e.type().equals("progress"))
                        .toList();
                assertThat(events)
                        .extracting(Event::type)
                        .containsExactly("page", "page", "page", "page", "state", "end");
                assertThat(events).extracting(Event::seq).containsExactly(3L, 4L, 5L, 6L, 7L, 8L);
            }
        }
    }
}
