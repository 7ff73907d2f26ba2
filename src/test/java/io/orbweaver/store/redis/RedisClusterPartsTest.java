package io.orbweaver.store.redis;

import static io.orbweaver.store.StoreClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.orbweaver.commit.Ledger.Receipt;
import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.JobId;
import io.orbweaver.store.StoreClient;
import io.orbweaver.store.redis.server.JobKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of which a part is away, or on its way. */
@Tag("process")
class RedisClusterPartsTest {

    private static final int RUNNING = SlotHash.getSlot(JobKeys.RUNNING);

    @TempDir
    Path folder;

    private static int slot(JobId job) {
        return SlotHash.getSlot(JobKeys.of(job, 'm'));
    }

    @Test
    void leasesOnTheReachablePartAreRenewed() {
        try (RedisServers servers = RedisServers.start(folder);
                RedisClusterClient client = servers.newClient()) {
            RedisStoreUnderTest one = RedisStoreUnderTest.on(client);
            RedisStoreUnderTest other = one.beside();
            StoreClient first = new StoreClient(one);
            RedisServer away = servers.master(RUNNING);
            JobId job = first.open("http://a.test/");
            while (servers.master(slot(job)) == away) {
                job = first.open("http://a.test/");
            }
            Lease lease = first.lease(job);
            away.kill();
            for (int beats = 0; beats < 3; beats++) {
                one.clock().advance(Duration.ofSeconds(7));
                assertThatThrownBy(one::beat).isInstanceOf(StoreUnavailable.class);
            }
            await(other.frontier().due(job, 1));
            assertThat(first.counters(job).leased()).isEqualTo(1);
            assertThat(first.page(lease)).isEqualTo(Receipt.COMMITTED);
        }
    }

    @Test
    void aStepWaitsForAMomentWhileItsSlotIsMoved() {
        try (RedisServers servers = RedisServers.start(folder);
                RedisClusterClient client = servers.newClient()) {
            RedisStoreUnderTest store = RedisStoreUnderTest.on(client);
            StoreClient jobs = new StoreClient(store);
            JobId job = jobs.open("http://a.test/");
            Lease lease = jobs.lease(job);
            RedisServer to = servers.masterBeside(slot(job));
            servers.beginMove(slot(job), to);
            servers.moveKeys(slot(job), to, 1);
            CompletableFuture<Receipt> committed = CompletableFuture.supplyAsync(() -> jobs.page(lease));
            while (servers.moveKeys(slot(job), to, 1) > 0) {
                assertThat(committed.isDone()).isFalse();
            }
            servers.endMove(slot(job), to);
            assertThat(committed.join()).isEqualTo(Receipt.COMMITTED);
            store.close();
        }
    }
}
