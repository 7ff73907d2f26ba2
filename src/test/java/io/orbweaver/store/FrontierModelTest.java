package io.orbweaver.store;

import static io.orbweaver.store.StoreClient.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.Tries;
import io.orbweaver.commit.Ledger.Receipt;
import io.orbweaver.event.EventType;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.Counters;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.JobState.Move;
import io.orbweaver.outcome.FailureKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random walks through ledger and frontier beside a plain account of what must come of them: sets of URLs in memory,
 * compared after every step. At the end the job is crawled to its end: nothing is lost, nothing has two outcomes.
 */
class FrontierModelTest {

    private static final int SEEDS = Tries.volume(40);
    private static final int STEPS = 60;

    @TempDir
    Path folder;

    private StoreUnderTest store;

    @BeforeEach
    void open() {
        store = new RocksStoreUnderTest(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void randomWalksAgreeWithTheModel() {
        for (long seed = 0; seed < SEEDS; seed++) {
            walk(seed);
        }
    }

    private void walk(long seed) {
        try {
            Walk walk = new Walk(new Random(seed));
            for (int i = 0; i < STEPS && !walk.job().state().ended(); i++) {
                walk.step();
                walk.check();
            }
            walk.finish();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    private final class Walk {

        private final Random random;
        private final int hosts;
        private final JobId id;
        private final Set<String> known = new HashSet<>();
        private final Map<String, String> aliases = new HashMap<>();
        private final Set<String> done = new HashSet<>();
        private final List<Lease> leased = new ArrayList<>();
        private final List<Lease> lost = new ArrayList<>();
        private long pages;
        private long failures;
        private long skips;

        Walk(Random random) {
            this.random = random;
            this.hosts = 1 + random.nextInt(6);
            List<String> seeds = new ArrayList<>(List.of("http://start.test/", anyUrl()));
            known.addAll(seeds);
            id = client().open(seeds, "\"maxPages\": 100000");
        }

        private StoreClient client() {
            return new StoreClient(store);
        }

        Job job() {
            return client().job(id);
        }

        private String anyUrl() {
            return "http://h" + random.nextInt(hosts) + ".test/" + random.nextInt(200);
        }

        private String[] links() {
            String[] links = new String[random.nextInt(10) == 0 ? 150 : random.nextInt(6)];
            for (int i = 0; i < links.length; i++) {
                links[i] = anyUrl();
            }
            return Set.of(java.util.Arrays.stream(links).distinct().toArray(String[]::new))
                    .toArray(String[]::new);
        }

        void step() {
            switch (random.nextInt(14)) {
                case 0, 1, 2, 3 -> lease();
                case 4, 5 -> outcome(true);
                case 6 -> outcome(false);
                case 7, 8 -> redirect();
                case 9 -> retry();
                case 10 -> giveBack();
                case 11 -> store.clock().advance(Duration.ofSeconds(random.nextInt(20)));
                case 12 -> life();
                default -> stale();
            }
        }

        private void lease() {
            int wanted = 1 + random.nextInt(20);
            List<Lease> got = client().leases(id, wanted);
            for (Lease lease : got) {
                String url = lease.entry().url().href();
                assertThat(known).contains(url);
                assertThat(done).doesNotContain(url);
                assertThat(leased).noneMatch(other -> other.entry().url().href().equals(url));
                leased.add(lease);
            }
        }

        private Lease take() {
            return leased.isEmpty() ? null : leased.remove(random.nextInt(leased.size()));
        }

        private void outcome(boolean page) {
            Lease lease = take();
            if (lease == null) {
                return;
            }
            if (page) {
                String[] links = links();
                assertThat(client().page(lease, links)).isEqualTo(Receipt.COMMITTED);
                for (String link : links) {
                    if (!aliases.containsKey(link)) {
                        known.add(link);
                    }
                }
                pages++;
            } else {
                assertThat(client().fail(lease, FailureKind.TIMEOUT)).isEqualTo(Receipt.COMMITTED);
                failures++;
            }
            done.add(lease.entry().url().href());
        }

        private void redirect() {
            Lease lease = take();
            if (lease == null) {
                return;
            }
            String url = lease.entry().url().href();
            String target = anyUrl();
            if (lease.entry().hasVisited(StoreClient.url(target))
                    || lease.entry().chain().size() >= 10) {
                leased.add(lease); // the pipeline decides these itself
                return;
            }
            assertThat(client().redirect(lease, target)).isEqualTo(Receipt.COMMITTED);
            String of = known.contains(target) ? target : aliases.get(target);
            if (of != null && !of.equals(url)) {
                skips++;
                done.add(url);
            } else {
                aliases.put(target, url);
            }
        }

        private void retry() {
            Lease lease = take();
            if (lease != null) {
                assertThat(client().retry(lease, Duration.ofSeconds(random.nextInt(30))))
                        .isEqualTo(Receipt.COMMITTED);
            }
        }

        private void giveBack() {
            Lease lease = take();
            if (lease != null) {
                client().giveBack(lease);
                lost.add(lease);
            }
        }

        private void stale() {
            if (!lost.isEmpty()) {
                Lease lease = lost.get(random.nextInt(lost.size()));
                assertThat(client().page(lease, links())).isEqualTo(Receipt.LEASE_LOST);
                client().giveBack(lease);
            }
        }

        private void life() {
            int what = random.nextInt(20);
            if (what == 0) {
                store.reopen();
                loseAll();
            } else if (what < 8) {
                client().move(id, Move.PAUSE);
                if (random.nextBoolean()) {
                    await(store.ledger().takeBack(id));
                    loseAll();
                } else {
                    outcome(true);
                }
                assertThat(client().due(id, 5)).isEmpty();
                check();
                client().move(id, Move.RESUME);
            } else if (what == 8) {
                client().move(id, Move.CANCEL);
                loseAll();
            } else {
                client().due(id, 1 + random.nextInt(3))
                        .forEach(due -> await(store.frontier()
                                .later(id, due.host(), store.clock().instant().plusSeconds(random.nextInt(5)))));
            }
        }

        private void loseAll() {
            lost.addAll(leased);
            leased.clear();
        }

        void check() {
            Counters counters = client().counters(id);
            assertThat(counters.known()).as("known").isEqualTo(known.size());
            assertThat(counters.pages()).as("pages").isEqualTo(pages);
            assertThat(counters.failures()).as("failures").isEqualTo(failures);
            assertThat(counters.skips()).as("skips").isEqualTo(skips);
            assertThat(counters.leased()).as("leased").isEqualTo(leased.size());
        }

        void finish() {
            for (int i = 0; i < 100 && !job().state().ended(); i++) {
                store.clock().advance(Duration.ofSeconds(30));
                lease();
                while (!leased.isEmpty()) {
                    Lease lease = leased.remove(0);
                    client().page(lease);
                    done.add(lease.entry().url().href());
                    pages++;
                }
            }
            check();
            client().accountMatchesLog(id);
            List<String> outcomes = new ArrayList<>();
            for (EventType type : List.of(EventType.PAGE, EventType.FAILURE, EventType.SKIP)) {
                client().events(id, type)
                        .forEach(event -> outcomes.add(event.get("url").stringValue()));
            }
            assertThat(outcomes).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(done);
            if (job().state() != JobState.CANCELLED) {
                assertThat(job().state().ended()).as("the job comes to its end").isTrue();
                assertThat(done).isEqualTo(known);
            }
        }
    }
}
