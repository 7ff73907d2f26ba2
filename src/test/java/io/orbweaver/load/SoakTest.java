package io.orbweaver.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.load.Vitals.Measure;
import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service under all kinds of load at once: whatever comes and goes, nothing is left behind.
 *
 * <p>The long form takes {@code soak.minutes} (30), samples sixty times what the process holds, and prints a table. A
 * measure is flat where its median in the last third is not above that in the second, but for a tenth and a constant
 * ({@link Measure}); the first third warms up.
 */
@Tag("process")
class SoakTest {

    private static final int SAMPLES = 60;
    private static final int THREADS_MORE = 8;
    private static final int WARM_UP = 80;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String[] OPTIONS = {
        "--orbweaver.retention=30s", "--orbweaver.watchers.stall-timeout=5s", "--orbweaver.watchers.keep-alive=1s"
    };

    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void nothingIsLeftBehindByWhatComesAndGoes(@TempDir Path data) throws Exception {
        try (SoakSites sites = new SoakSites();
                ServiceProcess service = ServiceProcess.start(data, OPTIONS);
                SoakLoad load = new SoakLoad(service.api(), sites, new Random().nextLong()).begin()) {
            awaitTurns(load, WARM_UP);
            long threads = Vitals.threads(service.pid());
            awaitTurns(load, 3 * WARM_UP);
            checkAllEnded(service, load);
            Awaitility.await()
                    .atMost(PATIENCE) // a thread that is not needed any more has its time to end
                    .until(() -> Vitals.threads(service.pid()) <= threads + THREADS_MORE);
        }
    }

    @Test
    @Tag("long")
    void nothingGrows(@TempDir Path data) throws Exception {
        Duration pause = Duration.ofSeconds(Math.max(5, Integer.getInteger("soak.minutes", 30) * 60L / SAMPLES));
        List<String> jvm = List.of("-Xmx256m", "-XX:NativeMemoryTracking=summary");
        List<Vitals> samples = new ArrayList<>();
        try (SoakSites sites = new SoakSites();
                ServiceProcess service = ServiceProcess.start(data, jvm, OPTIONS);
                SoakLoad load = new SoakLoad(service.api(), sites, new Random().nextLong()).begin()) {
            for (int i = 1; i <= SAMPLES; i++) {
                waitFor(pause);
                Vitals sample = Vitals.of(service.pid(), data.resolve("store"));
                samples.add(sample);
                int pages = service.api().meter("orbweaver_outcomes_total{kind=\"page\"}");
                int jobs = turns(load);
                System.out.printf("%5d s: %s, %d pages, %d turns%n", i * pause.toSeconds(), sample, pages, jobs);
                assertThat(load.problems()).isEmpty();
            }
            checkAllEnded(service, load);
        }
        checkFlat(samples);
    }

    /** Waits until so much has come and gone. */
    private static void awaitTurns(SoakLoad load, int turns) {
        Awaitility.await().atMost(PATIENCE).until(() -> turns(load) >= turns);
    }

    private static int turns(SoakLoad load) {
        return load.done().values().stream().mapToInt(n -> n).sum();
    }

    private static void waitFor(Duration time) {
        Awaitility.await().pollDelay(time).atMost(time.plusMinutes(1)).until(() -> true);
    }

    private static void checkAllEnded(ServiceProcess service, SoakLoad load) throws Exception {
        load.end();
        Api api = service.api();
        System.out.println("SoakTest: " + load.done());
        assertThat(load.problems()).isEmpty();
        for (String state : List.of("created", "running", "paused")) {
            assertThat(api.get("/v1/jobs?state=" + state).json().get("jobs")).isEmpty();
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> api.watchers() == 0);
        assertThat(api.meter("orbweaver_internal_errors_total")).isZero();
        assertThat(api.meter("orbweaver_fetch_in_flight")).isZero();
        assertThat(service.said().lines().filter(line -> line.contains(" ERROR ")))
                .isEmpty();
    }

    private static void checkFlat(List<Vitals> samples) {
        int third = samples.size() / 3;
        SoftAssertions flat = new SoftAssertions();
        for (Measure measure : Measure.values()) {
            long first = measure.median(samples.subList(0, third));
            long second = measure.median(samples.subList(third, 2 * third));
            long last = measure.median(samples.subList(2 * third, samples.size()));
            System.out.printf("%-15s medians of the thirds: %,d, %,d, %,d%n", measure.title(), first, second, last);
            flat.assertThat(last).as(measure.title()).isLessThanOrEqualTo(measure.most(second));
        }
        flat.assertAll();
    }
}
