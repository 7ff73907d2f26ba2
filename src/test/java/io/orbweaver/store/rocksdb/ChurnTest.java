package io.orbweaver.store.rocksdb;

import static io.orbweaver.store.StoreClient.await;
import static io.orbweaver.store.StoreClient.url;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.orbweaver.body.ExchangeHead;
import io.orbweaver.commit.Commit;
import io.orbweaver.commit.Kept;
import io.orbweaver.event.EventData;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState.Move;
import io.orbweaver.outcome.BodyKeeping;
import io.orbweaver.outcome.Page;
import io.orbweaver.store.StoreClient;
import io.orbweaver.store.StoreUnderTest;
import io.orbweaver.store.TestClock;
import io.orbweaver.store.base.StoreLimits;
import io.orbweaver.store.rocksdb.database.Database;
import io.orbweaver.store.rocksdb.database.LeaseJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Jobs that come and go leave nothing behind: no tables, no bytes, no descriptors. */
@Tag("slow")
class ChurnTest {

    private static final int JOBS = 1_000;
    private static final int FIRST_JOBS = 50;
    /** Jobs that are removed before the disk is given back once more. */
    private static final int JOBS_OF_A_PASS = 10;

    /** Of eight families, each with a run of small ones that is not merged yet, and files of bodies beside them. */
    private static final int TABLES_OF_LIVING_JOBS_MAX = 160;

    private static final ExchangeHead HEAD = new ExchangeHead("/", List.of(), 200, "OK", List.of());

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private final Random random = new Random(11);
    private VirtualTimeScheduler time;
    private RocksStore store;
    private StoreClient client;

    @BeforeEach
    void open() {
        time = VirtualTimeScheduler.create();
        StoreState state = new StoreState(
                Database.opener(folder), clock, new StoreLimits(10_000, 8 << 20, 1 << 30), LeaseJournal.none());
        GroupCommit loop = new GroupCommit(state);
        StoreThreads threads = new StoreThreads(loop);
        store = new RocksStore(
                state, loop, Schedulers.newBoundedElastic(2, 1_000, "churn-read"), time, random, threads::close);
        threads.start();
        client = new StoreClient(new Opened());
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** What the churn leaves. */
    private record Left(long tables, long descriptors, long bytes) {}

    @Test
    void aThousandJobsLeaveNoMoreThanTheFirst() throws IOException {
        churn(FIRST_JOBS, 0);
        Left first = left();
        churn(JOBS, 0);
        isLikeAtFirst(left(), first);
        reopen();
        isLikeAtFirst(left(), first);
    }

    @Test
    void jobsThatStayBetweenThemLieInFewTablesAndLeaveNothingLater() throws IOException {
        churn(FIRST_JOBS, 0);
        Left first = left();
        List<JobId> staying = churn(JOBS / 2, 2);
        assertThat(left().tables()).isLessThan(TABLES_OF_LIVING_JOBS_MAX);
        client.accountMatchesLog(staying.get(0));
        client.accountMatchesLog(staying.get(staying.size() - 1));
        staying.forEach(job -> await(store.jobs().remove(job)));
        time.advanceTimeBy(Duration.ofSeconds(2));
        isLikeAtFirst(left(), first);
    }

    private static void isLikeAtFirst(Left now, Left first) {
        assertThat(now.tables()).as("tables").isLessThanOrEqualTo(first.tables() + 16);
        assertThat(now.descriptors()).as("descriptors").isLessThanOrEqualTo(first.descriptors() + 16);
        assertThat(now.bytes()).as("bytes").isLessThanOrEqualTo(first.bytes() + (4 << 20));
    }

    /** Jobs come and go; one of so many stays, 0 for none: those are given back. */
    private List<JobId> churn(int jobs, int oneStaysOf) {
        List<JobId> staying = new ArrayList<>();
        Deque<JobId> there = new ArrayDeque<>();
        for (int i = 1; i <= jobs; i++) {
            JobId job = crawl();
            if (oneStaysOf == 0 || i % oneStaysOf != 0) {
                there.add(job);
            } else {
                staying.add(job);
            }
            if (i % JOBS_OF_A_PASS == 0) {
                there.forEach(removed -> await(store.jobs().remove(removed)));
                there.clear();
                time.advanceTimeBy(Duration.ofSeconds(2));
            }
        }
        return staying;
    }

    /** A job with pages, a result that is too large for its event, a kept body in parts, sitemaps. */
    private JobId crawl() {
        clock.advance(Duration.ofSeconds(1)); // ids go by time
        JobId job = client.open("http://a.test/", "\"keepBodies\": true");
        Lease lease = client.lease(job);
        List<FrontierUrl> found = new ArrayList<>(StoreClient.linked(lease, "http://a.test/1", "http://b.test/"));
        for (int i = 0; i < 12; i++) {
            found.add(FrontierUrl.sitemap(url("http://a.test/" + i + ".xml"), "http://a.test/robots.txt"));
        }
        byte[] body = new byte[20_000];
        random.nextBytes(body);
        await(store.ledger().keep(lease, 0, Zstd.compress(body)));
        Page page = StoreClient.page(body.length).body(BodyKeeping.KEPT);
        Commit.Done done = client.done(lease, page);
        EventData data = new EventData(done.data().json(), Zstd.compress(body));
        Kept kept = new Kept(HEAD, 2L * body.length, 2, Zstd.compress(body));
        await(store.ledger().append(new Commit(lease, new Commit.Done(page, data, done.at(), null, kept), found)));
        client.move(job, Move.CANCEL);
        return job;
    }

    private void reopen() {
        store.close();
        open();
        time.advanceTimeBy(Duration.ofSeconds(2));
    }

    private Left left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            long bytes = 0;
            for (Path file : all) {
                bytes += file.toFile().length(); // 0 for one that went meanwhile
            }
            return new Left(all.stream().filter(isTable()).count(), descriptors(), bytes);
        }
    }

    private static Predicate<Path> isTable() {
        return file -> file.toString().endsWith(".sst") || file.toString().endsWith(".blob");
    }

    private long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(this::isOfStore).count();
        }
    }

    private boolean isOfStore(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(folder);
        } catch (IOException e) {
            return false; // it was closed meanwhile
        }
    }

    /** The store as a client of the tests has it. */
    private final class Opened implements StoreUnderTest {

        @Override
        public RocksStore opened() {
            return store;
        }

        @Override
        public TestClock clock() {
            return clock;
        }

        @Override
        public void reopen() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void crash() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
