package io.orbweaver.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.cluster.SlotHash;
import io.orbweaver.service.ServiceProcess;
import io.orbweaver.store.redis.RedisServer;
import io.orbweaver.store.redis.RedisServers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances crawl a job on a cluster, and in the middle a replica is promoted, or slots are moved. The crawl goes
 * on by itself, with one outcome for each URL and a dense log; and nothing that was seen is taken back, but where the
 * replica lagged: then what had not reached it is crawled again. Cluster and instances are the same for all tests: they
 * live through one fault after the other.
 */
@Tag("process")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SharedClusterFaultsTest {

    @TempDir
    static Path folder;

    private static RedisServers cluster;
    private static ServiceProcess first;
    private static ServiceProcess second;

    /** A crawl on the cluster, and where its parts are. */
    private static final class Crawl implements AutoCloseable {

        final SharedCrawl shared;
        final int slot;
        final RedisServer master;

        Crawl() throws IOException {
            shared = new SharedCrawl(first, second);
            slot = SlotHash.getSlot(log());
            master = cluster.master(slot);
        }

        /** The key of the job's log. */
        String log() {
            return "ow:{j:" + shared.job + "}:e";
        }

        /** The slot of the state of the host that is crawled. */
        int hostSlot() {
            return SlotHash.getSlot("ow:{h:" + shared.site.host() + "}");
        }

        /**
         * The instances sleep until the job's replica has all that they wrote: nothing acknowledged is missing there.
         */
        RedisServer awaitInStep() {
            first.signal("STOP");
            second.signal("STOP");
            RedisServer replica = cluster.replica(master);
            cluster.awaitInStep(master, replica);
            return replica;
        }

        void wake() {
            first.signal("CONT");
            second.signal("CONT");
        }

        @Override
        public void close() {
            shared.close();
        }
    }

    @BeforeAll
    static void share() throws IOException {
        cluster = RedisServers.startWithReplicas(folder.resolve("cluster"));
        String nodes = "--spring.data.redis.cluster.nodes=" + cluster.nodes();
        first = SharedCrawl.launch(folder, nodes);
        second = SharedCrawl.launch(folder, nodes).awaitReady();
        first.awaitReady();
    }

    @AfterAll
    static void end() {
        for (ServiceProcess instance : Arrays.asList(first, second)) {
            if (instance != null) {
                instance.close();
            }
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void aReplicaIsPromotedAsPlanned() throws IOException {
        try (Crawl crawl = new Crawl()) {
            cluster.promote(cluster.replica(crawl.master));
            crawl.shared.goesOn("a replica promoted as planned");
        }
    }

    @Test
    void aMasterIsKilledWhoseReplicaIsInStep() throws IOException {
        try (Crawl crawl = new Crawl()) {
            RedisServer replica = crawl.awaitInStep();
            crawl.master.kill();
            crawl.wake();
            cluster.awaitPromoted(replica);
            crawl.shared.goesOn("a master killed, its replica in step");
        } finally {
            cluster.startAgain();
        }
    }

    /** As where its machine has lost power, or its network: connections to it stay, and nothing comes back. */
    @Test
    void aMasterFallsSilentWhoseReplicaIsInStep() throws IOException {
        try (Crawl crawl = new Crawl()) {
            RedisServer replica = crawl.awaitInStep();
            crawl.master.signal("STOP");
            crawl.wake();
            try {
                cluster.awaitPromoted(replica);
                crawl.shared.goesOn("a master silent, its replica in step");
            } finally {
                crawl.master.signal("CONT");
                cluster.awaitLinked(crawl.master);
            }
        }
    }

    /** What the documentation says is lost is lost, and the instances find their way in what is left. */
    @Test
    void aMasterIsKilledWhoseReplicaLags() throws IOException {
        try (Crawl crawl = new Crawl()) {
            RedisServer replica = cluster.replica(crawl.master);
            cluster.cutOff(crawl.master, replica);
            long kept = replica.ask(commands -> {
                commands.readOnly();
                return commands.xlen(crawl.log());
            });
            crawl.shared.awaitMore(30);
            crawl.master.kill();
            assertThat(crawl.shared.lastSeen()).isGreaterThan(kept);
            cluster.awaitPromoted(replica);
            crawl.shared.goesOn("a master killed, its replica behind", kept);
        } finally {
            cluster.startAgain();
        }
    }

    /** It takes longer than steps wait: so the crawl stops, and goes on when the move is over. */
    @Test
    void slotsAreMoved() throws IOException {
        try (Crawl crawl = new Crawl()) {
            RedisServer to = cluster.masterBeside(crawl.slot);
            cluster.beginMove(crawl.slot, to);
            cluster.moveKeys(crawl.slot, to, 4);
            await().atMost(SharedCrawl.PATIENCE)
                    .until(() -> second.api().get("/actuator/health").status() == 503);
            assertThat(second.api().get("/actuator/health").body()).contains("moving slots");
            assertThat(crawl.shared
                            .second
                            .api()
                            .get("/actuator/health/liveness")
                            .status())
                    .isEqualTo(200);
            endMove(crawl.slot, to);
            crawl.shared.goesOn("a slot moved slowly");
        }
    }

    /** The only slots that a newcomer ever has are those of the job and of the host; it gives them back, and goes. */
    @Test
    void aNodeJoinsTakesSlotsAndLeaves() throws IOException {
        try (Crawl crawl = new Crawl()) {
            RedisServer host = cluster.master(crawl.hostSlot());
            RedisServer newcomer = cluster.add();
            move(crawl.hostSlot(), newcomer);
            move(crawl.slot, newcomer);
            crawl.shared.awaitMore(30);
            move(crawl.slot, crawl.master);
            move(crawl.hostSlot(), host);
            cluster.remove(newcomer);
            crawl.shared.goesOn("a node joined, took slots and left");
        }
    }

    private static void move(int slot, RedisServer to) {
        cluster.beginMove(slot, to);
        endMove(slot, to);
    }

    private static void endMove(int slot, RedisServer to) {
        int left = cluster.moveKeys(slot, to, 1);
        while (left > 0) {
            left = cluster.moveKeys(slot, to, 1);
        }
        cluster.endMove(slot, to);
    }
}
