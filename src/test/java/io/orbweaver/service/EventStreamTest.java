package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api.Event;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A watcher is a cursor on the log: where it begins, what it sees, and when it is over. */
@ServiceTest
class EventStreamTest {

    @LocalServerPort
    private int port;

    private Api api;
    private FakeSite site;

    @BeforeEach
    void open() {
        api = new Api(port);
        site = FakeSite.start();
        StringBuilder links = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            links.append("<a href=/p").append(i).append(">x</a>");
            site.page("/p" + i, Page.html("x").after(Duration.ofMillis(5)));
        }
        site.page("/", links.toString());
    }

    @AfterEach
    void close() {
        site.close();
    }

    private String job(String more) {
        return "{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10" + more + "}";
    }

    private String finished() {
        String id = api.submit(job(""));
        api.awaitEnd(id);
        return id;
    }

    @Test
    void submittingAndStreamingIsOneRequest() {
        List<Event> events = api.submitAndStream(job(""), Integer.MAX_VALUE);
        assertThat(events.get(0).data().get("job").stringValue()).hasSize(13);
        assertThat(events.get(0).data().get("state").stringValue()).isEqualTo("created");
        assertThat(events.get(events.size() - 1).type()).isEqualTo("end");
        assertThat(events).filteredOn(e -> e.type().equals("page")).hasSize(31);
    }

    @Test
    void aClientThatGoesAwayStopsNothing() {
        Event first = api.submitAndStream(job(""), 1).get(0);
        var job = api.awaitEnd(first.data().get("job").stringValue());
        assertThat(job.at("/counters/pages").intValue()).isEqualTo(31);
    }

    @Test
    void lastEventIdResumesExactly() {
        String id = finished();
        List<Event> whole = api.events(id);
        for (int cut = 1; cut < whole.size(); cut += 7) {
            List<Event> rest =
                    api.events(id, "Last-Event-ID", whole.get(cut - 1).id());
            assertThat(rest).isEqualTo(whole.subList(cut, whole.size()));
        }
    }

    @Test
    void theHeaderOverridesTheParameter() {
        String id = finished();
        List<Event> events = api.stream("/v1/jobs/" + id + "/events?after=20", 1, "Last-Event-ID", "5");
        assertThat(events.get(0).seq()).isEqualTo(6);
    }

    @Test
    void atTheEndOrPastItTheAnswerIs204() {
        String id = finished();
        long last = api.job(id).get("events").longValue();
        assertThat(api.get("/v1/jobs/" + id + "/events?after=" + last).status()).isEqualTo(204);
        assertThat(api.get("/v1/jobs/" + id + "/events?after=" + (last + 9)).status())
                .isEqualTo(204);
        assertThat(api.get("/v1/jobs/" + id + "/events?after=latest").status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=-1", "after=x", "after=1e3", "types=pages", "types=", "after=99999999999999999999"})
    void nonsenseIsRefused(String query) {
        String id = finished();
        assertThat(api.get("/v1/jobs/" + id + "/events?" + query).status()).isEqualTo(400);
    }

    @Test
    void aPlaceBeyondTheLogOfARunningJobIsRefused() {
        String id = api.submit(job(",'start':false"));
        assertThat(api.get("/v1/jobs/" + id + "/events?after=2").status()).isEqualTo(400);
        assertThat(api.get("/v1/jobs/" + id + "/events", "Last-Event-ID", "2").status())
                .isEqualTo(400);
    }

    @Test
    void typesFilterEverythingButTheEnd() {
        String id = finished();
        List<Event> events = api.stream("/v1/jobs/" + id + "/events?types=failure", 99);
        assertThat(events).extracting(Event::type).containsExactly("end");
        assertThat(api.stream("/v1/jobs/" + id + "/events?types=page", 99)).hasSize(32);
    }

    @Test
    void latestBeginsWithWhatComesNext() {
        String id = api.submit(job(",'start':false"));
        Thread starter = new Thread(() -> {
            api.await(id, job -> api.watchers() > 0);
            api.send("POST", "/v1/jobs/" + id + "/start", "");
        });
        starter.start();
        List<Event> events = api.stream("/v1/jobs/" + id + "/events?after=latest&types=state,end", 9);
        assertThat(events.get(0).data().get("state").stringValue()).isEqualTo("running");
        assertThat(events.get(0).seq()).isEqualTo(2);
        assertThat(events).extracting(Event::type).containsExactly("state", "state", "end");
    }

    @Test
    void progressIsLiveAndWithoutAnId() {
        for (int i = 0; i < 30; i++) {
            site.page("/p" + i, Page.html("x").after(Duration.ofMillis(300)));
        }
        List<Event> events = api.submitAndStream(job(""), Integer.MAX_VALUE);
        List<Event> progress =
                events.stream().filter(e -> e.type().equals("progress")).toList();
        assertThat(progress).isNotEmpty().allSatisfy(e -> assertThat(e.id()).isEmpty());
        assertThat(progress.get(0).data().at("/counters/known").intValue()).isPositive();
        assertThat(events.get(0).type()).isEqualTo("state");
    }

    @Test
    void allJobsAreWatchedLive() {
        String waiting = api.submit(job(",'start':false"));
        List<Event> present = api.stream("/v1/events", 1);
        assertThat(present.get(0).type()).isEqualTo("state");
        assertThat(present.get(0).id()).isEmpty();
        api.send("DELETE", "/v1/jobs/" + waiting, "");
    }

    @Test
    void pagesAreReadByCursor() {
        String id = finished();
        int pages = 0;
        long after = 0;
        boolean complete = false;
        while (!complete) {
            var batch =
                    api.get("/v1/jobs/" + id + "/pages?limit=7&after=" + after).json();
            pages += batch.get("pages").size();
            assertThat(batch.get("next").longValue()).isGreaterThan(after);
            after = batch.get("next").longValue();
            complete = batch.get("complete").booleanValue();
        }
        assertThat(pages).isEqualTo(31);
    }
}
