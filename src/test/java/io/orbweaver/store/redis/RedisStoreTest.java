package io.orbweaver.store.redis;

import static io.orbweaver.store.StoreClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.orbweaver.commit.Ledger.Receipt;
import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.politeness.HostPolicy;
import io.orbweaver.politeness.TurnAnswer;
import io.orbweaver.politeness.Verdict;
import io.orbweaver.store.StoreClient;
import io.orbweaver.store.redis.server.LettuceLink;
import io.orbweaver.store.redis.server.RedisLink;
import io.orbweaver.store.redis.server.Script;
import io.orbweaver.store.redis.server.ScriptArgs;
import io.orbweaver.url.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** What the shared store promises besides its contracts: several instances on it, and a server that fails. */
@Tag("process")
class RedisStoreTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private RedisServer server;
    private RedisClient client;
    private RedisStoreUnderTest one;
    private RedisStoreUnderTest other;

    @BeforeEach
    void start() {
        server = RedisServer.start(folder);
        client = server.newClient();
        one = RedisStoreUnderTest.on(client);
        other = one.beside();
    }

    @AfterEach
    void end() {
        one.close();
        other.close();
        client.close();
        server.close();
    }

    private StoreClient first() {
        return new StoreClient(one);
    }

    private StoreClient second() {
        return new StoreClient(other);
    }

    private void advance(int seconds) {
        one.clock().advance(Duration.ofSeconds(seconds));
    }

    private <T> T redis(Function<RedisCommands<String, String>, T> call) {
        try (var connection = client.connect()) {
            return call.apply(connection.sync());
        }
    }

    @Test
    void aLeaseThatIsRenewedHoldsAndOneThatIsNotGoesToAnotherInstance() {
        JobId job = first().open(List.of("http://a.test/", "http://b.test/"));
        Lease kept = first().lease(job);
        advance(7);
        one.beat();
        advance(7);
        other.beat();
        assertThat(second().counters(job).leased()).isEqualTo(1);
        advance(4);
        Lease free = second().lease(job);
        assertThat(free.entry().url()).isNotEqualTo(kept.entry().url());
        Lease taken = second().lease(job);
        assertThat(taken.entry().url()).isEqualTo(kept.entry().url());
        assertThat(first().page(kept)).isEqualTo(Receipt.LEASE_LOST);
        assertThat(second().page(taken)).isEqualTo(Receipt.COMMITTED);
        assertThat(second().page(free)).isEqualTo(Receipt.COMMITTED);
        first().accountMatchesLog(job);
    }

    @Test
    void theTurnsOfAHostAreCountedOverAllInstancesAndThoseOfADeadOneComeBack() {
        Host host = new Host("a.test");
        JobId job = new JobId(1);
        HostPolicy policy = new HostPolicy(2, Duration.ofMillis(100));
        advance(1);
        for (RedisStoreUnderTest store : List.of(one, other)) {
            TurnAnswer answer = await(store.hostGate().take(host, job, policy));
            await(store.hostGate().begin(((TurnAnswer.Granted) answer).turn()));
            advance(1);
        }
        assertThat(await(one.hostGate().take(host, job, policy))).isInstanceOf(TurnAnswer.Wait.class);
        advance(6);
        other.beat();
        advance(4);
        assertThat(await(other.hostGate().take(host, job, policy)))
                .as("the first did not renew its own")
                .isInstanceOf(TurnAnswer.Granted.class);
    }

    /** As where it lost power with everysec, or a replica that lagged was promoted. */
    @Test
    void aLeaseThatTheServerHasForgottenIsNotTakenForOneThatItGrantedSince() {
        JobId job = first().open(List.of("http://a.test/", "http://b.test/"));
        Map<String, byte[]> before = redis(commands ->
                commands.keys("ow:{j:*").stream().collect(Collectors.toMap(Function.identity(), commands::dump)));
        Lease forgotten = first().lease(job);
        redis(commands -> {
            commands.del(commands.keys("ow:{j:*").toArray(String[]::new));
            before.forEach((key, value) -> commands.restore(key, 0, value));
            return before;
        });
        advance(1);
        Lease granted = second().lease(job);
        assertThat(granted.token()).isNotEqualTo(forgotten.token());
        assertThat(first().page(forgotten)).isEqualTo(Receipt.LEASE_LOST);
        assertThat(second().page(granted)).isEqualTo(Receipt.COMMITTED);
        second().accountMatchesLog(job);
    }

    @Test
    void theStateOfAHostThatHasExpiredIsNotTakenForTheOneThatOthersMadeSince() {
        Host host = new Host("a.test");
        JobId job = new JobId(1);
        HostPolicy policy = new HostPolicy(1, Duration.ZERO);
        advance(1);
        TurnAnswer.Granted taken = (TurnAnswer.Granted) await(one.hostGate().take(host, job, policy));
        await(one.hostGate().giveBack(taken.turn(), Verdict.UNSPENT));
        redis(commands -> commands.del("ow:{h:a.test}"));
        TurnAnswer.Granted others = (TurnAnswer.Granted) await(other.hostGate().take(host, job, policy));
        await(other.hostGate().begin(others.turn()));
        assertThat(await(one.hostGate().take(host, job, policy))).isInstanceOf(TurnAnswer.Wait.class);
    }

    @Test
    void anInstanceWhoseTurnExpiredBeginsNothing() {
        Host host = new Host("a.test");
        HostPolicy policy = new HostPolicy(1, Duration.ofMillis(100));
        advance(1);
        TurnAnswer missed = await(one.hostGate().take(host, new JobId(1), policy));
        advance(11);
        TurnAnswer taken = await(other.hostGate().take(host, new JobId(1), policy));
        await(other.hostGate().begin(((TurnAnswer.Granted) taken).turn()));
        StepVerifier.create(one.hostGate().begin(((TurnAnswer.Granted) missed).turn()))
                .expectError(StoreUnavailable.class)
                .verify(PATIENCE);
        advance(1);
        assertThat(await(one.hostGate().take(host, new JobId(1), policy)))
                .as("the only place is the other's")
                .isInstanceOf(TurnAnswer.Wait.class);
    }

    @Test
    void anIncompletelySubmittedJobDoesNotExist() {
        JobId job = new JobId(7);
        try (RedisLink link = LettuceLink.to(client)) {
            ScriptArgs args = new ScriptArgs().add(ScriptArgs.NONE).add("cut off");
            CommitArgs.add(args, FrontierUrl.seed(StoreClient.url("http://a.test/"), 0));
            await(link.step(Script.SEED, job, args));
        }
        assertThat(one.jobs().find(job).blockOptional(PATIENCE)).isEmpty();
        assertThat(timesToLive(job)).as("it goes by itself").isNotEmpty().allMatch(seconds -> seconds > 0);
        JobId whole = first().open(IntStream.range(0, 600)
                .mapToObj(i -> "http://a.test/" + i)
                .toList());
        assertThat(timesToLive(whole)).isNotEmpty().allMatch(seconds -> seconds == -1);
    }

    private List<Long> timesToLive(JobId job) {
        List<String> keys = redis(commands -> commands.keys("ow:{j:" + job + "}*"));
        List<Long> seconds = new ArrayList<>();
        keys.forEach(key -> seconds.add(redis(commands -> commands.ttl(key))));
        return seconds;
    }

    @Test
    void anInstanceHearsWhatOthersDo() {
        StepVerifier.create(other.ledger().moves().map(job -> job.state()))
                .then(() -> first().open("http://a.test/"))
                .expectNext(JobState.RUNNING)
                .thenCancel()
                .verify(PATIENCE);
        JobId job = first().open("http://a.test/");
        Lease lease = first().lease(job);
        StepVerifier.create(Flux.merge(
                        other.frontier().wakes().filter(job::equals),
                        other.jobs().changes().filter(job::equals)))
                .then(() -> first().page(lease, "http://a.test/1"))
                .expectNext(job, job)
                .thenCancel()
                .verify(PATIENCE);
        assertThat(second().lease(job)).isNotNull();
    }

    @Test
    void lostSignalsAreMadeUpForByTheNextHeartbeat() {
        JobId job = first().open("http://a.test/");
        other.beat();
        Lease lease = first().lease(job);
        redis(commands -> commands.clientKill(io.lettuce.core.KillArgs.Builder.typePubsub()));
        first().page(lease);
        StepVerifier.create(other.ledger().moves().filter(moved -> moved.id().equals(job)))
                .then(other::beat)
                .expectNextMatches(moved -> moved.state() == JobState.COMPLETED)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aLostServerIsReportedAndTheStoreRecoversByItself() {
        JobId job = first().open(List.of("http://a.test/", "http://b.test/"));
        Lease lease = first().lease(job);
        server.kill();
        assertThatThrownBy(() -> first().page(lease)).isInstanceOf(StoreUnavailable.class);
        assertThat(one.status().snapshot().trouble()).contains("Redis");
        server.startAgain();
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreException(StoreUnavailable.class)
                .untilAsserted(() -> {
                    one.beat();
                    assertThat(one.status().snapshot().trouble()).isNull();
                });
        assertThat(first().page(lease)).isEqualTo(Receipt.COMMITTED);
        assertThat(first().page(first().lease(job))).isEqualTo(Receipt.COMMITTED);
        first().accountMatchesLog(job);
    }

    @Test
    void theReportedDurabilityFollowsTheServersSettings() {
        assertThat(one.status().snapshot().promise()).contains("appendfsync is always");
        redis(commands -> commands.configSet("appendfsync", "everysec"));
        for (int beat = 0; beat < 20; beat++) {
            one.beat();
        }
        assertThat(one.status().snapshot().promise()).contains("may take the last second");
        redis(commands -> commands.configSet("appendfsync", "always"));
    }

    @Test
    void aServerWithoutMemoryIsReportedAndTakesTheCommitLater() {
        JobId job = first().open("http://a.test/");
        Lease lease = first().lease(job);
        redis(commands -> commands.configSet("maxmemory", "1"));
        assertThatThrownBy(() -> first().page(lease)).isInstanceOf(StoreUnavailable.class);
        first().log(job);
        assertThatThrownBy(one::beat).isInstanceOf(StoreUnavailable.class);
        assertThat(one.status().snapshot().trouble())
                .as("also while it answers reads")
                .contains("memory");
        redis(commands -> commands.configSet("maxmemory", "0"));
        assertThat(first().page(lease)).isEqualTo(Receipt.COMMITTED);
        assertThat(one.status().snapshot().trouble()).isNull();
    }

    @Test
    void scriptsAreLoadedAgainOnAServerThatLostThem() {
        JobId job = first().open("http://a.test/");
        redis(RedisCommands::scriptFlush);
        assertThat(first().page(first().lease(job))).isEqualTo(Receipt.COMMITTED);
    }

    @Test
    void aQueuedUrlTakesLittleBesidesItsText() {
        JobId job = first().open("http://a.test/", "\"maxPages\": 1000000");
        Lease seed = first().lease(job);
        long before = memory();
        int urls = 100_000;
        long text = 0;
        for (int from = 0; from < urls; from += 1_000) {
            String[] links = IntStream.range(from, from + 1_000)
                    .mapToObj(i -> "http://a.test/some/section/page-" + i + ".html?view=full")
                    .toArray(String[]::new);
            for (String link : links) {
                text += link.length();
            }
            await(one.ledger().discover(seed, StoreClient.linked(seed, links)));
        }
        double each = (memory() - before - text) / (double) urls;
        assertThat(each).as("bytes").isLessThan(80);
    }

    private long memory() {
        return redis(commands -> commands.info("memory"))
                .lines()
                .filter(line -> line.startsWith("used_memory_dataset:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    @Test
    void howeverLongTheServerWasAwayItIsLookedForEachSecond() {
        ClientResources resources =
                RedisStore.reconnecting(DefaultClientResources.builder()).build();
        try {
            assertThat(LongStream.rangeClosed(1, 100).mapToObj(resources.reconnectDelay()::createDelay))
                    .allMatch(delay -> delay.compareTo(Duration.ofSeconds(1)) <= 0);
        } finally {
            resources.shutdown(0, 0, TimeUnit.SECONDS);
        }
    }
}
