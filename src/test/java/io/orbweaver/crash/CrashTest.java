package io.orbweaver.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.ServiceProcess;
import io.orbweaver.service.ServiceProcess.Jvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service is killed at any moment, again and again, while it crawls and a client watches: nothing that was seen is
 * taken back, each URL has one outcome, and no more is fetched again than was leased.
 *
 * <p>The long form: {@code -Dcrash.kills=200 -Dcrash.urls=8000}, and {@code -Dcrash.seed=} to repeat the moments of one
 * run. It tells how many were fetched again.
 */
@Tag("process")
class CrashTest {

    private static final int LEASES_MAX = 10 + 64;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void aCrawlThatIsKilledAFewTimesLosesNothingAndRepeatsNothing() throws IOException {
        killAndCheck(7, 400, new Random().nextLong());
    }

    @Test
    @Tag("long")
    void aCrawlThatIsKilledHundredsOfTimesLosesNothingAndRepeatsNothing() throws IOException {
        killAndCheck(
                Integer.getInteger("crash.kills", 200),
                Integer.getInteger("crash.urls", 8_000),
                Long.getLong("crash.seed", new Random().nextLong()));
    }

    private void killAndCheck(int kills, int urls, long seed) throws IOException {
        try (CrashSite site = new CrashSite(urls)) {
            kill(site, kills, urls, new Random(seed));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(kills + " kills, " + urls + " URLs, seed " + seed + ": " + e.getMessage(), e);
        }
        System.out.println("CrashTest: seed " + seed);
    }

    private void kill(CrashSite site, int kills, int urls, Random random) throws IOException {
        Jvm jvm = Jvm.plain();
        Path store = folder.resolve("store");
        String job;
        try (ServiceProcess service = ServiceProcess.launch(jvm, folder, store).awaitReady()) {
            job = service.api()
                    .submit("{'seeds':['" + site.seed() + "'],'delay':'0ms','perHost':64,'maxPages':1000000}");
        }
        int early = 0;
        int ready = 0;
        try (Watching client = new Watching(job)) {
            for (int kill = 2; kill <= kills; kill++) { // the first was right after the submission
                site.want((double) kill / (kills + 1));
                try (ServiceProcess service = ServiceProcess.launch(jvm, folder, store)) {
                    if (random.nextInt(10) < 3) {
                        early++;
                        boolean atOnce = random.nextInt(3) == 0;
                        live(service, atOnce ? random.nextInt(500) : 500 + random.nextInt(2_500));
                    } else {
                        client.at(service.awaitReady().port());
                        ready++;
                        live(service, random.nextInt(10) < 4 ? random.nextInt(500) : 500 + random.nextInt(1_000));
                    }
                    client.at(0);
                }
            }
            site.want(1);
            try (ServiceProcess service =
                    ServiceProcess.launch(jvm, folder, store).awaitReady()) {
                client.at(service.port());
                service.api().awaitEnd(job, Duration.ofMinutes(2));
                Outcomes.check(site, Watching.whole(service.port(), job), client.seen());
            }
            int refetches = site.refetches();
            System.out.printf(
                    "CrashTest: %d kills (%d while it started, %d after), %d URLs, %d events seen live, %d refetches%n",
                    kills, early, ready, urls, client.seen().size(), refetches);
            assertThat(refetches).as("no more than was leased").isLessThanOrEqualTo(kills * LEASES_MAX);
        }
    }

    private static void live(ServiceProcess service, long millis) throws IOException {
        if (service.endsWithin(Duration.ofMillis(millis))) {
            throw new AssertionError("it ended by itself: " + service.said());
        }
    }
}
