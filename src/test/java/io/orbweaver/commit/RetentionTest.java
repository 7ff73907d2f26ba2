package io.orbweaver.commit;

import static io.orbweaver.store.StoreClient.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState.Move;
import io.orbweaver.store.RocksStoreUnderTest;
import io.orbweaver.store.StoreClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Jobs go some time after their end, and not before. */
class RetentionTest {

    @TempDir
    Path folder;

    @Test
    void onlyJobsThatEndedLongEnoughAgoAreRemoved() {
        try (RocksStoreUnderTest store = new RocksStoreUnderTest(folder)) {
            StoreClient client = new StoreClient(store);
            Retention retention = retention(store, Duration.ofHours(1));
            JobId old = client.open("http://a.test/");
            JobId paused = client.open("http://a.test/");
            JobId longRunning = client.open("http://a.test/");
            client.move(old, Move.CANCEL);
            client.move(paused, Move.PAUSE);
            store.clock().advance(Duration.ofMinutes(30));
            JobId young = client.open("http://a.test/");
            client.move(young, Move.CANCEL);
            client.move(longRunning, Move.CANCEL);
            assertThat(await(retention.sweep())).isZero();

            store.clock().advance(Duration.ofMinutes(30));
            assertThat(await(retention.sweep())).isOne();
            assertThat(await(store.jobs().list(null, null, 10)))
                    .extracting(job -> job.id())
                    .containsExactlyInAnyOrder(paused, longRunning, young);

            store.clock().advance(Duration.ofMinutes(30));
            assertThat(await(retention.sweep())).isEqualTo(2);
            assertThat(await(store.jobs().list(null, null, 10)))
                    .extracting(job -> job.id())
                    .containsExactly(paused);
        }
    }

    @Test
    void manyGoInOneSweep() {
        try (RocksStoreUnderTest store = new RocksStoreUnderTest(folder)) {
            StoreClient client = new StoreClient(store);
            List<JobId> ended = new ArrayList<>();
            for (int i = 0; i < 250; i++) {
                ended.add(client.open("http://a.test/"));
                client.move(ended.get(i), Move.CANCEL);
            }
            store.clock().advance(Duration.ofDays(2));
            assertThat(await(retention(store, Duration.ofDays(1)).sweep())).isEqualTo(250);
        }
    }

    @Test
    void itSweepsAtATenthOfTheTime() {
        try (RocksStoreUnderTest store = new RocksStoreUnderTest(folder)) {
            StoreClient client = new StoreClient(store);
            client.move(client.open("http://a.test/"), Move.CANCEL);
            VirtualTimeScheduler timer = VirtualTimeScheduler.create();
            var sweeping =
                    retention(store, Duration.ofMinutes(1)).keepSweeping(timer).subscribe();
            store.clock().advance(Duration.ofMinutes(2));
            timer.advanceTimeBy(Duration.ofSeconds(6));
            org.awaitility.Awaitility.await()
                    .until(() -> await(store.jobs().list(null, null, 10)).isEmpty());
            sweeping.dispose();
        }
    }

    private static Retention retention(RocksStoreUnderTest store, Duration kept) {
        return new Retention(store.jobs(), new JobDesk(store.ledger(), store.jobs()), kept, store.clock());
    }
}
