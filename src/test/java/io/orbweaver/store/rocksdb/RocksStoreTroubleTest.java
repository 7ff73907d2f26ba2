package io.orbweaver.store.rocksdb;

import static io.orbweaver.store.StoreClient.await;
import static io.orbweaver.store.StoreClient.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.commit.Ledger.Opened;
import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.job.Counters;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.JobState.Move;
import io.orbweaver.store.StoreClient;
import io.orbweaver.store.TestClock;
import io.orbweaver.store.base.StoreLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rocksdb.RocksDBException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A store whose disk fails refuses, keeps what it acknowledged, and works again by itself. */
class RocksStoreTroubleTest {

    enum Fault {
        NONE,
        SYNC,
        WRITE,
        ERROR,
        OPEN
    }

    @TempDir
    Path folder;

    private volatile Fault fault = Fault.NONE;
    private RocksStore store;

    @BeforeEach
    void open() {
        store = RocksStore.open(
                folder, new TestClock(), new Random(3), new StoreLimits(1_000, 8 << 20, 16 << 20), Faulty::new);
    }

    @AfterEach
    void close() {
        fault = Fault.NONE;
        store.close();
    }

    private final class Faulty implements GroupCommit.Life {

        private final GroupCommit.Life life;

        Faulty(GroupCommit.Life life) {
            this.life = life;
        }

        @Override
        public Batch newBatch() {
            if (fault == Fault.ERROR) {
                throw new OutOfMemoryError("as a test wants it");
            }
            return life.newBatch();
        }

        @Override
        public void written(Batch batch) {
            if (fault == Fault.WRITE) {
                throw new IllegalStateException("no space left");
            }
            life.written(batch);
        }

        @Override
        public void sync() throws RocksDBException {
            if (fault == Fault.SYNC || fault == Fault.OPEN) {
                throw new RocksDBException("no space left");
            }
            life.sync();
        }

        @Override
        public void reopen() {
            if (fault != Fault.NONE && fault != Fault.OPEN) {
                throw new IllegalStateException("still no space left");
            }
            lockOut(fault == Fault.OPEN);
            life.reopen();
        }

        /** A folder where RocksDB wants its lock keeps it from opening. */
        private void lockOut(boolean out) {
            Path lock = folder.resolve("rocksdb").resolve("LOCK");
            try {
                Files.deleteIfExists(lock);
                if (out) {
                    Files.createDirectory(lock);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private JobId job() {
        return ((Opened.Fresh) await(store.ledger().open(spec(List.of("http://a.test/")), null)))
                .job()
                .id();
    }

    private Mono<Job> find(JobId id) {
        return store.jobs().find(id);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aFailingStoreRefusesAndRecoversByItself(Fault how) {
        JobId id = job();
        JobId woken = store.frontier()
                .wakes()
                .doOnSubscribe(s -> fault = how)
                .mergeWith(Mono.<JobId>fromRunnable(() -> {
                    assertThatThrownBy(() -> await(store.ledger().move(id, Move.PAUSE)))
                            .isInstanceOf(StoreUnavailable.class);
                    assertThat(store.status().snapshot().trouble()).isNotNull();
                    assertThatThrownBy(() -> await(store.ledger().open(spec(List.of("http://b.test/")), null)))
                            .isInstanceOf(StoreUnavailable.class);
                    assertThatThrownBy(() -> await(store.frontier().due(id, 1))).isInstanceOf(StoreUnavailable.class);
                    fault = Fault.NONE;
                }))
                .blockFirst(Duration.ofSeconds(30));
        Awaitility.await().until(() -> store.status().snapshot().trouble() == null);
        assertThat(woken).as("who slept learns that there is work again").isEqualTo(id);
        assertThat(await(find(id)).counters()).isEqualTo(new Counters(1, 0, 0, 0, 0, 1, 0));
        await(store.ledger().move(id, Move.CANCEL));
        assertThat(await(find(id)).state().ended()).isTrue();
    }

    @Test
    void readersGoOnWhileTheDatabaseDoesNotOpen() {
        JobId id = job();
        fault = Fault.OPEN;
        assertThatThrownBy(() -> await(store.ledger().move(id, Move.PAUSE))).isInstanceOf(StoreUnavailable.class);
        Awaitility.await()
                .until(() -> String.valueOf(store.status().snapshot().trouble()).contains("cannot be opened"));
        assertThat(await(store.jobs().list(null, null, 10))).hasSize(1);
        assertThat(await(store.jobs().list(JobState.RUNNING, null, 10)))
                .as("not the pause that was not synced")
                .hasSize(1);
        assertThat(await(store.eventLog().read(id, 0, StoreClient.ALL, 10)).events())
                .hasSize(2);
        fault = Fault.NONE;
        Awaitility.await().until(() -> store.status().snapshot().trouble() == null);
        assertThat(await(store.jobs().list(null, null, 10))).hasSize(1);
    }

    @Test
    void anExceptionOfOneSubscriberDoesNotAffectOthers() {
        store.ledger().moves().subscribe(job -> fail(), ignored -> fail());
        store.frontier().wakes().subscribe(id -> fail(), ignored -> fail());
        JobId id = job();
        store.ledger().move(id, Move.PAUSE).subscribe(moved -> fail(), ignored -> fail());
        store.frontier().due(id, 1).subscribe(due -> fail(), ignored -> fail());
        await(store.ledger().move(id, Move.CANCEL));
        assertThat(await(find(id)).state().ended()).isTrue();
        assertThat(store.status().snapshot().trouble()).isNull();
    }

    private static void fail() {
        throw new IllegalStateException("as a test wants it");
    }

    @Test
    void everyoneIsAnsweredWhenItCloses() throws InterruptedException {
        for (int round = 0; round < 10; round++) {
            JobId id = job();
            int callers = 500;
            CountDownLatch answered = new CountDownLatch(callers);
            Thread caller = new Thread(() -> Flux.range(0, callers)
                    .flatMap(
                            i -> store.ledger()
                                    .timeUp(id)
                                    .onErrorComplete(StoreUnavailable.class)
                                    .doFinally(signal -> answered.countDown()),
                            callers)
                    .blockLast(Duration.ofSeconds(20)));
            caller.start();
            store.close();
            assertThat(answered.await(20, java.util.concurrent.TimeUnit.SECONDS))
                    .as("round " + round + ", " + answered.getCount() + " left")
                    .isTrue();
            caller.join();
            open();
        }
    }

    @Test
    void jobsThatWereOnlyLookedAtDoNotStayInMemory() {
        for (int i = 0; i < 20; i++) {
            JobId id = job();
            await(store.ledger().move(id, Move.CANCEL));
            await(store.ledger().move(id, Move.CANCEL));
            await(store.ledger().move(id, Move.PAUSE));
        }
        JobId paused = job();
        await(store.ledger().move(paused, Move.PAUSE));
        await(store.ledger().move(paused, Move.PAUSE));
        await(store.frontier().due(paused, 1));
        await(store.frontier().due(paused, 1));
        assertThat(store.jobsInMemory()).isZero();
    }
}
