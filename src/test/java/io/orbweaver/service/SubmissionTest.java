package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What may be submitted, and how the rest is refused: all of it at once, and nothing stored. */
@ServiceTest
class SubmissionTest {

    private static final String SEED = "'seeds':['http://127.0.0.1:9/']";

    @LocalServerPort
    private int port;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    private Answer submit(String job) {
        return api.post("/v1/jobs", job.replace('\'', '"'));
    }

    @Test
    void aJobIsAcceptedWithItsLocationAndEveryDefault() {
        Answer answer = submit("{" + SEED + ",'start':false}");
        assertThat(answer.status()).isEqualTo(202);
        String id = answer.json().get("id").stringValue();
        assertThat(answer.headers().firstValue("Location")).contains("/v1/jobs/" + id);
        assertThat(answer.json().get("state").stringValue()).isEqualTo("created");
        assertThat(answer.json().at("/spec/maxPages").intValue()).isEqualTo(1000);
        assertThat(answer.json().at("/spec/delay").stringValue()).isEqualTo("100ms");
        assertThat(answer.json().at("/spec/perHost").intValue()).isEqualTo(2);
        assertThat(answer.json().at("/counters/queued").intValue()).isEqualTo(1);
        assertThat(api.job(id)).isEqualTo(answer.json());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                              | /seeds",
                "{'seeds':[]}                                    | /seeds",
                "{'seeds':'http://a.test/'}                      | /seeds",
                "{'seeds':[7]}                                   | /seeds/0",
                "{'seeds':['/relative']}                         | /seeds/0",
                "{'seeds':['http://a.test/','http://']}          | /seeds/1",
                "{'seeds':['ftp://a.test/']}                     | /seeds/0",
                "{'seeds':['file:///etc/passwd']}                | /seeds/0",
                "{'seeds':['http://u:p@a.test/']}                | /seeds/0",
                "{" + SEED + ",'maxPages':0}                     | /maxPages",
                "{" + SEED + ",'maxPages':10000001}              | /maxPages",
                "{" + SEED + ",'maxPages':1.5}                   | /maxPages",
                "{" + SEED + ",'maxPages':'10'}                  | /maxPages",
                "{" + SEED + ",'maxDepth':-1}                    | /maxDepth",
                "{" + SEED + ",'delay':'61s'}                    | /delay",
                "{" + SEED + ",'delay':100}                      | /delay",
                "{" + SEED + ",'timeout':'soon'}                 | /timeout",
                "{" + SEED + ",'maxBodySize':'101MB'}            | /maxBodySize",
                "{" + SEED + ",'scope':'planet'}                 | /scope",
                "{" + SEED + ",'include':['(']}                  | /include/0",
                "{" + SEED + ",'exclude':['ok','a{1000}{1000}']} | /exclude/1",
                "{" + SEED + ",'exclude':['(((a{100}){100}){100})']} | /exclude/0",
                "{" + SEED + ",'robots':false}                   | /robots",
                "{" + SEED + ",'headers':{'Host':'b.test'}}      | /headers/Host",
                "{" + SEED + ",'headers':{'A b':'c'}}            | /headers/A b",
                "{" + SEED + ",'labels':{'a':1}}                 | /labels/a",
                "{" + SEED + ",'sitemaps':'some'}                | /sitemaps",
                "{" + SEED + ",'traps':{'repeats':0}}            | /traps/repeats",
                "{" + SEED + ",'traps':{'depth':0}}              | /traps/depth",
                "{" + SEED + ",'cleanUrls':true}                 | /cleanUrls",
                "{" + SEED + ",'cleanUrls':{'utm':true}}         | /cleanUrls/utm",
                "{" + SEED + ",'duplicates':'drop'}              | /duplicates",
                "{" + SEED + ",'cookies':1}                      | /cookies",
                "{" + SEED + ",'follow':[]}                      | /follow",
                "{" + SEED + ",'follow':['a','script']}          | /follow/1",
                "{" + SEED + ",'extract':{'patterns':['']}}      | /extract/patterns/0",
                "{" + SEED + ",'extract':{'patterns':['a','a']}} | /extract/patterns/1",
                "{" + SEED + ",'extract':{'patterns':['re:(']}}  | /extract/patterns/0",
                "{" + SEED + ",'keepBodies':'yes'}               | /keepBodies",
                "{" + SEED + ",'extract':{'text':1}}             | /extract/text",
                "{" + SEED + ",'extract':{'texd':false}}         | /extract/texd",
                "{" + SEED + ",'maxpages':5}                     | /maxpages"
            })
    void aBadFieldIsPointedAt(String job, String pointer) {
        Answer answer = submit(job);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.pointers()).containsExactly(pointer);
    }

    @Test
    void everyBadFieldIsPointedAtAtOnce() {
        Answer answer = submit("{'seeds':['x'],'maxPages':-1,'delay':'never','colour':1}");
        assertThat(answer.pointers()).containsExactlyInAnyOrder("/seeds/0", "/maxPages", "/delay", "/colour");
    }

    @Test
    void anUnknownFieldNamesTheNearestKnownOne() {
        Answer answer = submit("{" + SEED + ",'max_pages':5}");
        assertThat(answer.body()).contains("did you mean 'maxPages'?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{'seeds'", "[1,2", "nonsense", "{'seeds':[],'seeds':[]}", "{} {}", "``"})
    void invalidJsonIsMalformed(String body) {
        Answer answer = submit(body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void anArrayIsNoJob() {
        assertThat(submit("[]").status()).isEqualTo(422);
    }

    @Test
    void anotherContentTypeIsRefused() {
        Answer answer = api.send("POST", "/v1/jobs", "seeds=1", "Content-Type", "application/x-www-form-urlencoded");
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void aHugeBodyIsRefused() {
        Answer answer = submit("{'labels':{'a':'" + "x".repeat(10 << 20) + "'}}");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void aRefusedJobIsNotStored() {
        int before = api.get("/v1/jobs?limit=1000").json().get("jobs").size();
        submit("{" + SEED + ",'maxPages':0}");
        assertThat(api.get("/v1/jobs?limit=1000").json().get("jobs").size()).isEqualTo(before);
    }

    @Test
    void theSameKeyAndTheSameJsonGiveTheFirstJob() {
        String key = "k-" + System.identityHashCode(this) + port;
        String first = submitWithKey("{" + SEED + ",'start':false,'maxDepth':3}", key)
                .json()
                .get("id")
                .stringValue();
        Answer again = submitWithKey("{'maxDepth':3, 'start':false," + SEED + "}", key);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().get("id").stringValue()).isEqualTo(first);
        assertThat(again.headers().firstValue("Idempotent-Replay")).contains("true");
        assertThat(submitWithKey("{" + SEED + ",'start':false,'maxDepth':4}", key)
                        .status())
                .isEqualTo(422);
    }

    private Answer submitWithKey(String job, String key) {
        return api.post("/v1/jobs", job.replace('\'', '"'), "Idempotency-Key", key);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/jobs/0000000000000, 404",
        "GET, /v1/jobs/nonsense, 404",
        "GET, /v1/jobs/0000000000000/events, 404",
        "GET, /v1/jobs/0000000000000/pages, 404",
        "DELETE, /v1/jobs/0000000000000, 404",
        "POST, /v1/jobs/0000000000000/start, 404",
        "GET, /v1/nothing, 404",
        "PUT, /v1/jobs, 405",
        "GET, /v1/jobs?state=asleep, 400",
        "GET, /v1/jobs?limit=0, 400",
        "GET, /v1/jobs?limit=1001, 400",
        "GET, /v1/jobs?after=x, 400",
        "GET, /v1/jobs?label=team, 400",
        "GET, /v1/jobs?label=:search, 400",
        "GET, /v1/jobs?label=, 400",
        "GET, /v1/jobs?label, 400",
        "GET, /v1/jobs?label=team:search&label=team, 400",
        "GET, /v1/hosts?limit=x, 400"
    })
    void nonsenseIsAProblem(String method, String path, int status) {
        Answer answer = api.send(method, path, "");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.json().get("status").intValue()).isEqualTo(status);
    }

    @Test
    void jobsAreListedNewestFirstPageByPage() {
        String first = api.submit("{" + SEED + ",'start':false}");
        String second = api.submit("{" + SEED + ",'start':false}");
        String third = api.submit("{" + SEED + ",'start':false}");
        var page = api.get("/v1/jobs?state=created&limit=2").json();
        assertThat(page.at("/jobs/0/id").stringValue()).isEqualTo(third);
        assertThat(page.at("/jobs/1/id").stringValue()).isEqualTo(second);
        var next = api.get("/v1/jobs?state=created&limit=2&after="
                        + page.get("next").stringValue())
                .json();
        assertThat(next.at("/jobs/0/id").stringValue()).isEqualTo(first);
    }

    @Test
    void jobsAreListedByEveryLabelThatIsAskedFor() {
        String both = api.submit("{" + SEED + ",'start':false,'labels':{'team':'r&d, web','run':'7'}}");
        String one = api.submit("{" + SEED + ",'start':false,'labels':{'team':'r&d, web'}}");
        String team = "label=team:r%26d,%20web";
        assertThat(ids("/v1/jobs?" + team)).containsExactly(one, both);
        assertThat(ids("/v1/jobs?" + team + "&label=run:7")).containsExactly(both);
        assertThat(ids("/v1/jobs?" + team + "&label=run:8")).isEmpty();
        assertThat(ids("/v1/jobs?" + team + "&after=" + one)).containsExactly(both);
        assertThat(ids("/v1/jobs?" + team + "&state=running")).isEmpty();
    }

    private List<String> ids(String path) {
        List<String> ids = new ArrayList<>();
        api.get(path).json().get("jobs").forEach(job -> ids.add(job.get("id").stringValue()));
        return ids;
    }
}
