package io.orbweaver.store;

import static io.orbweaver.store.StoreClient.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.frontier.DueHost;
import io.orbweaver.frontier.Frontier.DueHosts;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a frontier holds to with more hosts and URLs than it keeps in memory. */
interface QueueContract extends StoreContract {

    @Test
    default void hostsTakeTurns() {
        JobId id = client().open("http://a.test/");
        client().page(client().lease(id), "http://x.test/1", "http://x.test/2", "http://y.test/1", "http://y.test/2");
        List<String> order = client().crawlAll(id).stream()
                .map(href -> StoreClient.url(href).hostName())
                .toList();
        assertThat(order).containsExactly("x.test", "y.test", "x.test", "y.test");
    }

    @Test
    default void manyUrlsOfOneHostComeInTheirOrder() {
        JobId id = client().open("http://a.test/");
        String[] links =
                IntStream.range(0, 500).mapToObj(i -> "http://a.test/" + i).toArray(String[]::new);
        client().page(client().lease(id), links);
        assertThat(client().crawlAll(id)).containsExactly(links);
        assertThat(client().job(id).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    default void moreHostsThanTheWindowAreAllLeasedOnce() {
        leaseAllOnce(false);
    }

    @Test
    default void moreHostsThanTheWindowAreAllLeasedOnceOverAReopening() {
        leaseAllOnce(true);
    }

    private void leaseAllOnce(boolean reopening) {
        JobId id = openWide(3_000);
        Set<String> seen = new HashSet<>();
        DueHosts due = await(store().frontier().due(id, 64));
        while (!due.hosts().isEmpty()) {
            for (DueHost host : due.hosts()) {
                Lease lease = client().lease(id, host);
                assertThat(seen.add(lease.entry().url().href())).isTrue();
                client().page(lease);
            }
            if (reopening && seen.size() >= 1_500) {
                store().crash();
                reopening = false;
            }
            due = await(store().frontier().due(id, 64));
        }
        assertThat(seen).hasSize(3_000);
        assertThat(client().job(id).state()).isEqualTo(JobState.COMPLETED);
        client().accountMatchesLog(id);
    }

    /** A job whose seed is done and has led to so many hosts of one URL each. */
    private JobId openWide(int hosts) {
        JobId id = client().open("http://seed.test/", "\"maxPages\": 10000");
        Lease seed = client().lease(id);
        for (int from = 0; from < hosts; from += 1_000) {
            String[] links = IntStream.range(from, from + 1_000)
                    .mapToObj(i -> "http://h" + i + ".test/")
                    .toArray(String[]::new);
            await(store().ledger().discover(seed, StoreClient.linked(seed, links)));
        }
        client().page(seed);
        return id;
    }

    @Test
    default void hostsThatAllWaitDoNotHideOthers() {
        JobId id = openWide(2_000);
        Set<String> offered = new HashSet<>();
        for (int round = 0; round < 200 && offered.size() < 2_000; round++) {
            for (DueHost host : client().due(id, 64)) {
                offered.add(host.host().value());
                await(store().frontier()
                        .later(id, host.host(), store().clock().instant().plusSeconds(60)));
            }
        }
        assertThat(offered).hasSize(2_000);
        store().clock().advance(Duration.ofSeconds(60));
        assertThat(client().crawlAll(id)).hasSize(2_000).doesNotHaveDuplicates();
    }

    @Test
    default void manyParkedUrlsAreNeitherLostNorDoubled() {
        int n = 300;
        JobId id = client().open("http://a.test/");
        String[] links =
                IntStream.range(0, n).mapToObj(i -> "http://a.test/" + i).toArray(String[]::new);
        client().page(client().lease(id), links);
        List<Lease> leases = client().leases(id, n);
        assertThat(leases).hasSize(n);
        for (int i = 0; i < n; i++) {
            client().redirect(leases.get(i), "http://b.test/" + i);
        }
        assertThat(client().crawlAll(id)).containsExactlyInAnyOrder(links);
        assertThat(client().job(id).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    default void retriesParkedAndNewUrlsOfOneHostAreNeitherLostNorDoubled() {
        JobId id = client().open("http://b.test/");
        Lease seed = client().lease(id);
        List<String> all = new ArrayList<>();
        IntStream.range(0, 200).forEach(i -> all.add("http://b.test/" + i));
        IntStream.range(0, 200).forEach(i -> all.add("http://c.test/" + i));
        client().page(seed, all.toArray(String[]::new));
        List<Lease> retried = new ArrayList<>();
        List<Lease> parked = new ArrayList<>();
        for (Lease lease : client().leases(id, 400)) {
            (lease.host().value().equals("b.test") ? retried : parked).add(lease);
        }
        retried.forEach(lease -> client().retry(lease, Duration.ofSeconds(1)));
        store().clock().advance(Duration.ofSeconds(1));
        List<Lease> back = client().leases(id, 70);
        back.forEach(client()::giveBack);
        for (int i = 0; i < parked.size(); i++) {
            client().redirect(parked.get(i), "http://b.test/p" + i);
            if (i % 5 == 0) {
                client().giveBack(client().lease(id));
            }
        }
        assertThat(client().crawlAll(id)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(client().job(id).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    default void aHostThatWasEmptiedIsOfferedAgainWhenItGetsAUrl() {
        JobId id = client().open(List.of("http://a.test/", "http://b.test/"));
        List<Lease> leases = client().leases(id, 2);
        client().page(leases.get(0));
        assertThat(client().askAgain(id)).isEqualTo(Instant.MAX);
        String emptied = leases.get(0).entry().url().href();
        client().page(leases.get(1), emptied + "again");
        assertThat(client().crawlAll(id)).containsExactly(emptied + "again");
    }

    @Test
    default void aHostEmptiedAndFilledInOneGroupBeyondTheWindowIsNotLost() {
        JobId id = openWide(2_000);
        for (int round = 0; round < 40; round++) {
            List<Lease> leases = client().leases(id, 16);
            List<String> more = new ArrayList<>();
            for (Lease lease : leases) {
                more.add(lease.entry().url().href() + "r" + round);
            }
            // many in one group: each commit empties a host, the next fills the one before
            reactor.core.publisher.Flux.range(0, leases.size())
                    .flatMap(i -> store().ledger()
                            .append(new io.orbweaver.commit.Commit(
                                    leases.get(i),
                                    client().done(leases.get(i), StoreClient.page(1)),
                                    StoreClient.linked(leases.get(i), more.get(Math.max(0, i - 1))))))
                    .blockLast(Duration.ofSeconds(30));
        }
        long left = client().counters(id).queued();
        assertThat(client().crawlAll(id)).hasSize((int) left).doesNotHaveDuplicates();
        assertThat(client().job(id).state()).isEqualTo(JobState.COMPLETED);
    }
}
