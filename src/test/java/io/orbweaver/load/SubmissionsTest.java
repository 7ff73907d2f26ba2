package io.orbweaver.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * More submissions than can be taken: each is accepted, or refused clearly; and what was accepted is there.
 *
 * <p>The long form takes {@code submissions} (20,000) over {@code clients} (256) connections at once as system
 * properties {@code orbweaver.load.*}, and prints how many a second were answered.
 */
@Tag("process")
class SubmissionsTest {

    private static final List<String> JVM = List.of("-Xmx256m", "-XX:NativeMemoryTracking=summary");
    private static final long HEAP_MAX = 128 << 20;

    /** What came of some submissions. */
    private record Answers(
            Map<Integer, Integer> byStatus,
            ConcurrentLinkedQueue<String> accepted,
            ConcurrentLinkedQueue<String> wrong) {

        Answers() {
            this(new ConcurrentHashMap<>(), new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>());
        }

        void take(HttpResponse<String> answer, Throwable error) {
            if (error != null) {
                wrong.add(error.toString());
                return;
            }
            int status = answer.statusCode();
            byStatus.merge(status, 1, Integer::sum);
            if (status == 202) {
                accepted.add(answer.headers().firstValue("Location").orElse("none"));
            } else if (status != 429 && status != 503
                    || answer.headers().firstValue("Retry-After").isEmpty()) {
                wrong.add(answer + " " + answer.headers() + " " + answer.body());
            }
        }
    }

    @Test
    void acceptedSubmissionsArePresentAndTheRestIsRefusedClearly(@TempDir Path data) throws Exception {
        submitAndCheck(data, 2_000, 64, List.of());
    }

    @Test
    @Tag("long")
    void thousandsASecond(@TempDir Path data) throws Exception {
        int submissions = Integer.getInteger("orbweaver.load.submissions", 20_000);
        submitAndCheck(data, submissions, Integer.getInteger("orbweaver.load.clients", 256), JVM);
    }

    /** Every fourth is to run at once, of which a hundred may; a job's page takes its time. */
    private static void submitAndCheck(Path data, int submissions, int clients, List<String> jvm) throws Exception {
        String[] options = {"--orbweaver.jobs.running-max=100"};
        try (TreeSite site = TreeSite.start(1, Duration.ofMillis(20));
                ServiceProcess service = jvm.isEmpty()
                        ? ServiceProcess.start(data, options)
                        : ServiceProcess.start(data, jvm, options)) {
            long begun = System.nanoTime();
            Answers answers = submit(service.api(), site, submissions, clients);
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf(
                    "SubmissionsTest: %d over %d connections: %.0f a second, %s%n",
                    submissions, clients, submissions / seconds, answers.byStatus());
            assertThat(answers.wrong()).isEmpty();
            assertThat(answers.byStatus().values().stream().mapToInt(n -> n).sum())
                    .isEqualTo(submissions);
            List<String> there = jobs(service.api());
            assertThat(there).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(answers.accepted());
            assertThat(site.asked().peak()).isLessThanOrEqualTo(10);
            assertThat(service.api().meter("orbweaver_internal_errors_total")).isZero();
            if (!jvm.isEmpty()) {
                Footprint footprint = Footprint.of(service.pid());
                System.out.println("SubmissionsTest: then " + footprint);
                assertThat(footprint.heap()).isLessThan(HEAP_MAX);
            }
        }
    }

    private static Answers submit(Api api, TreeSite site, int submissions, int clients) throws InterruptedException {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        URI jobs = URI.create("http://127.0.0.1:" + api.port() + "/v1/jobs");
        Semaphore room = new Semaphore(clients);
        Answers answers = new Answers();
        for (int i = 0; i < submissions; i++) {
            String job = "{" + site.job("s" + i, i % 10, 2) + ",'start':" + (i % 4 == 0) + "}";
            HttpRequest request = HttpRequest.newBuilder(jobs)
                    .timeout(Duration.ofSeconds(30))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(job.replace('\'', '"')))
                    .build();
            room.acquire();
            http.sendAsync(request, BodyHandlers.ofString()).whenComplete((answer, error) -> {
                answers.take(answer, error);
                room.release();
            });
        }
        assertThat(room.tryAcquire(clients, 40, TimeUnit.SECONDS)).isTrue();
        return answers;
    }

    /** Where every job is that there is. */
    private static List<String> jobs(Api api) {
        List<String> all = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonNode page = api.get("/v1/jobs?limit=1000" + after).json();
            page.get("jobs").forEach(job -> all.add("/v1/jobs/" + job.get("id").stringValue()));
            after = page.get("next").isNull()
                    ? null
                    : "&after=" + page.get("next").stringValue();
        }
        return all;
    }
}
