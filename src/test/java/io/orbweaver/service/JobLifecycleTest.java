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
import org.springframework.boot.test.web.server.LocalServerPort;

/** Start, pause, resume, cancel, delete: what each does from which state. */
@ServiceTest
class JobLifecycleTest {

    @LocalServerPort
    private int port;

    private Api api;
    private FakeSite site;

    @BeforeEach
    void open() {
        api = new Api(port);
        site = FakeSite.start().pages(path -> {
            int page = path.startsWith("/p") ? Integer.parseInt(path.substring(2)) : -1;
            return page < 0
                    ? Page.status(404)
                    : Page.html("<a href=/p" + (page + 1) + ">next</a>").after(Duration.ofMillis(20));
        });
    }

    @AfterEach
    void close() {
        site.close();
    }

    private String endless() {
        return api.submit("{'seeds':['" + site.url("/p0") + "'],'delay':'0ms','maxPages':100000,'maxDepth':10000}");
    }

    private int move(String id, String move) {
        return api.send("POST", "/v1/jobs/" + id + "/" + move, "").status();
    }

    @Test
    void eachMoveIsLegalFromItsStatesOnly() {
        String id = api.submit("{'seeds':['" + site.url("/p0") + "'],'start':false,'maxDepth':10000,'delay':'0ms'}");
        assertThat(List.of(move(id, "pause"), move(id, "resume"))).containsOnly(409);
        assertThat(move(id, "start")).isEqualTo(200);
        assertThat(move(id, "start")).isEqualTo(200);
        assertThat(move(id, "pause")).isEqualTo(200);
        assertThat(move(id, "pause")).isEqualTo(200);
        assertThat(move(id, "start")).isEqualTo(409);
        assertThat(move(id, "resume")).isEqualTo(200);
        assertThat(move(id, "cancel")).isEqualTo(200);
        assertThat(move(id, "cancel")).isEqualTo(200);
        assertThat(List.of(move(id, "start"), move(id, "pause"), move(id, "resume")))
                .containsOnly(409);
        assertThat(api.events(id))
                .filteredOn(e -> e.type().equals("state"))
                .extracting(e -> e.data().get("state").stringValue())
                .containsExactly("created", "running", "paused", "running", "cancelled");
    }

    @Test
    void aPausedJobFetchesNothingAndKeepsEverything() {
        String id = endless();
        api.await(id, job -> job.at("/counters/pages").intValue() > 3);
        move(id, "pause");
        var paused = api.await(id, job -> job.at("/counters/leased").intValue() == 0);
        int hits = site.hits();
        assertThat(paused.get("state").stringValue()).isEqualTo("paused");
        assertThat(paused.at("/counters/queued").intValue()).isEqualTo(1);
        move(id, "resume");
        api.await(
                id,
                job -> job.at("/counters/pages").intValue()
                        > paused.at("/counters/pages").intValue() + 3);
        assertThat(site.hits()).isGreaterThan(hits);
        move(id, "cancel");
    }

    @Test
    void aCancelledJobKeepsItsResultsAndItsAccountAddsUp() {
        String id = endless();
        api.await(id, job -> job.at("/counters/pages").intValue() > 3);
        move(id, "cancel");
        var job = api.job(id);
        assertThat(job.get("state").stringValue()).isEqualTo("cancelled");
        assertThat(job.at("/counters/leased").intValue()).isZero();
        assertThat(job.at("/counters/queued").intValue()).isEqualTo(1);
        List<Event> events = api.events(id);
        assertThat(events)
                .filteredOn(e -> e.type().equals("page"))
                .hasSize(job.at("/counters/pages").intValue());
        assertThat(events.get(events.size() - 1).type()).isEqualTo("end");
    }

    @Test
    void aDeletedJobIsGone() {
        String id = endless();
        api.await(id, job -> job.at("/counters/pages").intValue() > 1);
        assertThat(api.send("DELETE", "/v1/jobs/" + id, "").status()).isEqualTo(204);
        assertThat(api.get("/v1/jobs/" + id).status()).isEqualTo(404);
        assertThat(api.get("/v1/jobs/" + id + "/events").status()).isEqualTo(404);
        assertThat(api.send("DELETE", "/v1/jobs/" + id, "").status()).isEqualTo(404);
    }

    @Test
    void maxDurationEndsAJob() {
        String id = api.submit("{'seeds':['" + site.url("/p0")
                + "'],'delay':'0ms','maxPages':100000,'maxDepth':10000,'maxDuration':'500ms'}");
        var job = api.awaitEnd(id);
        assertThat(job.get("why").stringValue()).isEqualTo("maxDuration");
        assertThat(job.at("/counters/pages").intValue()).isPositive();
        assertThat(job.at("/counters/leased").intValue()).isZero();
    }

    @Test
    void maxBytesEndsAJob() {
        String id =
                api.submit("{'seeds':['" + site.url("/p0") + "'],'delay':'0ms','maxDepth':10000,'maxBytes':'200B'}");
        var job = api.awaitEnd(id);
        assertThat(job.get("why").stringValue()).isEqualTo("maxBytes");
        assertThat(job.at("/counters/bytes").intValue()).isGreaterThanOrEqualTo(200);
    }
}
