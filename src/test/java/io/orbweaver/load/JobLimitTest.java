package io.orbweaver.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.Orbweaver;
import io.orbweaver.service.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** One running job too many is refused clearly, and changes nothing. */
@Tag("slow")
@SpringBootTest(
        classes = Orbweaver.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "orbweaver.data-dir=target/test-data/${random.uuid}",
            "orbweaver.egress.allow=127.0.0.0/8",
            "orbweaver.jobs.running-max=3"
        })
class JobLimitTest {

    @LocalServerPort
    private int port;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    void oneJobTooManyIsRefusedAndChangesNothing() {
        try (TreeSite site = TreeSite.start(3, Duration.ofMillis(200))) {
            List<String> ids = fill(site, 3);
            assertTooMany(submit(site, "one-more", ""));
            assertThat(running()).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(site.asked().asked()).noneMatch(path -> TreeSite.isOf("one-more", path));

            String created = id(submit(site, "later", ",'start':false"));
            assertTooMany(move(created, "start"));
            assertThat(api.job(created).get("state").stringValue()).isEqualTo("created");
            assertThat(api.job(created).get("events").longValue()).isOne();

            assertThat(move(ids.get(0), "pause").status()).isEqualTo(200);
            assertThat(move(created, "start").status()).isEqualTo(200);
            assertTooMany(move(ids.get(0), "resume"));
            assertThat(api.job(ids.get(0)).get("state").stringValue()).isEqualTo("paused");

            assertThat(move(ids.get(1), "cancel").status()).isEqualTo(200);
            assertThat(move(ids.get(0), "resume").status()).isEqualTo(200);
            assertTooMany(submit(site, "one-more", ""));
            cancel(List.of(created, ids.get(0), ids.get(2)));
            assertThat(states(ids.get(0))).containsExactly("created", "running", "paused", "running", "cancelled");
            assertThat(states(created)).containsExactly("created", "running", "cancelled");
        }
    }

    @Test
    void aReplayIsAnsweredWhenFullAndARefusedKeyIsFree() {
        try (TreeSite site = TreeSite.start(3, Duration.ofMillis(200))) {
            String first = id(submit(site, "a", "", "Idempotency-Key", "held"));
            List<String> ids = fill(site, 2);
            Api.Answer replay = submit(site, "a", "", "Idempotency-Key", "held");
            assertThat(replay.status()).isEqualTo(202);
            assertThat(replay.headers().firstValue("Idempotent-Replay")).contains("true");
            assertThat(id(replay)).isEqualTo(first);

            assertTooMany(submit(site, "b", "", "Idempotency-Key", "free"));
            move(ids.get(0), "cancel");
            Api.Answer other = submit(site, "c", "", "Idempotency-Key", "free");
            assertThat(other.status()).isEqualTo(202);
            assertThat(other.headers().firstValue("Idempotent-Replay")).isEmpty();
            cancel(List.of(first, ids.get(1), id(other)));
        }
    }

    private List<String> fill(TreeSite site, int jobs) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            ids.add(id(submit(site, "full" + i, "")));
        }
        return ids;
    }

    private Api.Answer submit(TreeSite site, String tree, String more, String... headers) {
        String job = "{" + site.job(tree, 0, 1_000_000) + more + "}";
        return api.post("/v1/jobs", job.replace('\'', '"'), headers);
    }

    private Api.Answer move(String id, String call) {
        return api.send("POST", "/v1/jobs/" + id + "/" + call, "");
    }

    private static String id(Api.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().get("id").stringValue();
    }

    private List<String> running() {
        List<String> ids = new ArrayList<>();
        api.get("/v1/jobs?state=running")
                .json()
                .get("jobs")
                .forEach(job -> ids.add(job.get("id").stringValue()));
        return ids;
    }

    private List<String> states(String id) {
        return api.events(id).stream()
                .filter(event -> event.type().equals("state"))
                .map(event -> event.data().get("state").stringValue())
                .toList();
    }

    private void cancel(List<String> ids) {
        ids.forEach(id -> assertThat(move(id, "cancel").status()).isEqualTo(200));
        assertThat(running()).isEmpty();
    }

    private static void assertTooMany(Api.Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().get("type").stringValue()).endsWith(":too-many-jobs");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
}
