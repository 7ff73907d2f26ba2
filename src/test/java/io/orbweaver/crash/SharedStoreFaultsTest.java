package io.orbweaver.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.orbweaver.service.ServiceProcess;
import io.orbweaver.service.ServiceProcess.Jvm;
import io.orbweaver.store.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances crawl one job on one store, and something breaks in the middle: an instance, the store, the network
 * between them. When it is mended the crawl goes on by itself, with one outcome for each URL and a dense log.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SharedStoreFaultsTest {

    private static final int URLS = 600;
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static Jvm jvm;

    /** One crawl, from its begin to its end. */
    private final class Crawl implements AutoCloseable {

        final CrashSite site = new CrashSite(URLS);
        final RedisServer redis;
        final NetworkLink link;
        final ServiceProcess first;
        final ServiceProcess second;
        final String job;
        final Watching client;

        Crawl(String name) throws IOException {
            redis = RedisServer.start(folder.resolve(name));
            link = new NetworkLink(redis.port());
            first = service(link.port());
            second = service(redis.port()).awaitReady();
            first.awaitReady();
            site.want(0.3);
            job = first.api().submit("{'seeds':['" + site.seed() + "'],'delay':'0ms','perHost':64}");
            client = new Watching(job);
            client.at(second.port());
            await().atMost(PATIENCE).until(() -> client.seen().size() > URLS / 4);
        }

        private ServiceProcess service(int port) throws IOException {
            return ServiceProcess.launch(
                    jvm,
                    folder,
                    folder.resolve("unused"),
                    "--orbweaver.store=redis",
                    "--spring.data.redis.url=redis://127.0.0.1:" + port);
        }

        /** What was broken is whole again: tells how long nothing more was seen, and checks all when it has ended. */
        void goesOn(String what) throws IOException {
            long begin = System.nanoTime();
            int seen = client.seen().size();
            await().atMost(PATIENCE).until(() -> client.seen().size() > seen);
            long recovery = System.nanoTime() - begin;
            site.want(1);
            second.api().awaitEnd(job, PATIENCE);
            long end = System.nanoTime() - begin;
            Outcomes.check(site, Watching.whole(second.port(), job), client.seen());
            System.out.printf(
                    "SharedStoreFaultsTest: %s: next event after %d ms, end after %d ms, %d refetches%n",
                    what, recovery / 1_000_000, end / 1_000_000, site.refetches());
        }

        @Override
        public void close() throws IOException {
            client.close();
            first.close();
            second.close();
            link.close();
            redis.close();
            site.close();
        }
    }

    @BeforeAll
    static void share() throws IOException {
        jvm = SharedClasses.in(folder);
    }

    @AfterAll
    static void forget() {
        jvm = null;
    }

    private static void signal(String name, long pid) throws IOException {
        try {
            assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                            .start()
                            .waitFor())
                    .isZero();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anInstanceIsKilled() throws IOException {
        try (Crawl crawl = new Crawl("killed")) {
            crawl.first.kill();
            crawl.goesOn("an instance killed");
        }
    }

    @Test
    void anInstanceSleepsLongerThanItsLeases() throws IOException {
        try (Crawl crawl = new Crawl("asleep")) {
            signal("STOP", crawl.first.pid());
            assertThat(crawl.second.endsWithin(LEASE.plusSeconds(4))).isFalse();
            signal("CONT", crawl.first.pid());
            crawl.goesOn("an instance asleep for 14 s");
            assertThat(crawl.first.api().measured("orbweaver_leases_lost_total"))
                    .as("late commits that were refused")
                    .isPositive();
        }
    }

    @Test
    void theStoreIsKilledAndStartedAgain() throws IOException {
        try (Crawl crawl = new Crawl("store-killed")) {
            crawl.redis.kill();
            await().atMost(PATIENCE)
                    .until(() -> crawl.second.api().get("/actuator/health").status() == 503);
            assertThat(crawl.second.api().get("/actuator/health/liveness").status())
                    .isEqualTo(200);
            crawl.redis.startAgain();
            crawl.goesOn("the store killed");
        }
    }

    @Test
    void theStoreSleeps() throws IOException {
        try (Crawl crawl = new Crawl("store-asleep")) {
            signal("STOP", crawl.redis.pid());
            assertThat(crawl.second.endsWithin(Duration.ofSeconds(12))).isFalse();
            signal("CONT", crawl.redis.pid());
            crawl.goesOn("the store asleep for 12 s");
        }
    }

    @Test
    void theStoreIsFull() throws IOException {
        try (Crawl crawl = new Crawl("full");
                RedisClient client = crawl.redis.newClient();
                StatefulRedisConnection<String, String> admin = client.connect()) {
            admin.sync().configSet("maxmemory-policy", "noeviction");
            admin.sync().configSet("maxmemory", "1mb");
            await().atMost(PATIENCE)
                    .until(() -> crawl.second.api().get("/actuator/health").status() == 503);
            assertThat(crawl.second.api().get("/actuator/health").body()).containsIgnoringCase("memory");
            assertThat(crawl.second.api().get("/v1/jobs/" + crawl.job).status())
                    .as("reads go on")
                    .isEqualTo(200);
            await().atMost(PATIENCE)
                    .until(() -> crawl.second
                            .api()
                            .job(crawl.job)
                            .get("waits")
                            .toString()
                            .contains("store"));
            admin.sync().configSet("maxmemory", "0");
            crawl.goesOn("the store full");
        }
    }

    @Test
    void theNetworkOfOneInstanceIsCut() throws IOException {
        try (Crawl crawl = new Crawl("cut")) {
            crawl.link.cut();
            assertThat(crawl.second.endsWithin(LEASE.plusSeconds(4))).isFalse();
            crawl.link.mend();
            crawl.goesOn("an instance cut off for 14 s");
            await().atMost(PATIENCE)
                    .until(() -> crawl.first.api().get("/actuator/health").status() == 200);
        }
    }
}
