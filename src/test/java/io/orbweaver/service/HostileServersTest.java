package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.ResourceLeakDetector;
import io.orbweaver.Orbweaver;
import io.orbweaver.service.Api.Event;
import io.orbweaver.service.Hostility.Running;
import io.orbweaver.site.Authority;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Servers that do wrong, in every way we know: each is given its outcome in time, and nothing else is harmed. */
@Tag("slow")
@SpringBootTest(
        classes = Orbweaver.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "orbweaver.data-dir=target/test-data/${random.uuid}",
            "orbweaver.egress.allow=127.0.0.0/8,::1/128",
            "orbweaver.fetch.idle-timeout=100ms",
            "orbweaver.fetch.ssl-bundle=hostile"
        })
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext
class HostileServersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int HEALTHY_PAGES = 50;
    private static final long HEAP_GROWTH_MAX = 100L << 20;
    private static final Authority AUTHORITY = Authority.create();
    private static final List<Hostility> ALL = Hostilities.all(AUTHORITY);

    private static final ResourceLeakDetector.Level WATCHED = ResourceLeakDetector.getLevel();

    @LocalServerPort
    private int port;

    private Api api;
    private int internalErrors;

    @DynamicPropertySource
    static void trust(DynamicPropertyRegistry properties) {
        properties.add("spring.ssl.bundle.pem.hostile.truststore.certificate", AUTHORITY::pem);
    }

    /** To note where each buffer was touched, of those who send millions, would be the slowest thing here. */
    @BeforeAll
    static void watchSomeBuffers() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
    }

    @AfterAll
    static void close() {
        ResourceLeakDetector.setLevel(WATCHED);
        AUTHORITY.close();
    }

    static Stream<String> families() {
        return ALL.stream().map(HostileServersTest::group).distinct();
    }

    /** Those that take their time wait together, whatever they are about. */
    private static String group(Hostility hostility) {
        return hostility.slow() ? "slow" : hostility.family();
    }

    @BeforeEach
    void remember() {
        api = new Api(port);
        internalErrors = api.meter("orbweaver_internal_errors");
    }

    /** Everything was given back, whatever went wrong. */
    @AfterEach
    void nothingIsLeftBehind(CapturedOutput output) {
        await().until(() -> api.meter("orbweaver_fetch_in_flight") == 0);
        assertThat(api.meter("orbweaver_internal_errors")).isEqualTo(internalErrors);
        assertThat(output.getAll()).doesNotContain("LEAK:", "OutOfMemoryError", "onErrorDropped");
    }

    @Test
    void thereAreManyAndEachHasAName() {
        assertThat(ALL.stream().map(Hostility::name).distinct().count())
                .isEqualTo(ALL.size())
                .isGreaterThan(100);
    }

    private String submit(Hostility hostility, Running server) {
        Map<String, String> spec = new TreeMap<>(Map.of(
                "delay", "'0ms'",
                "retries", "0",
                "maxPages", "20",
                "maxBodySize", "'4MB'",
                "timeout", hostility.right().contains("timeout") ? "'1s'" : "'20s'"));
        spec.putAll(hostility.spec());
        return api.submit(spec.entrySet().stream()
                .map(field -> ",'" + field.getKey() + "':" + field.getValue())
                .collect(Collectors.joining("", "{'seeds':['" + server.seed() + "']", "}")));
    }

    /** What became of each URL, as the hostilities have it. */
    private Map<String, String> outcomes(String id) {
        Map<String, String> outcomes = new HashMap<>();
        for (Event event : api.events(id)) {
            if (List.of("page", "failure", "skip").contains(event.type())) {
                String before = outcomes.put(event.data().get("url").stringValue(), outcome(event));
                assertThat(before).as("one outcome for each URL").isNull();
            }
        }
        return outcomes;
    }

    private static String outcome(Event event) {
        return switch (event.type()) {
            case "failure" -> event.data().get("kind").stringValue();
            case "skip" -> event.data().get("reason").stringValue();
            default -> "page";
        };
    }

    /** Each in a job of its own; those of a family wait side by side. */
    @ParameterizedTest
    @MethodSource("families")
    void eachHasTheRightOutcomeAndItsConnectionsAreClosed(String family) {
        Map<Hostility, Running> servers = started(hostility -> group(hostility).equals(family));
        try {
            Map<Hostility, String> jobs = new LinkedHashMap<>();
            servers.forEach((hostility, server) -> jobs.put(hostility, submit(hostility, server)));
            SoftAssertions soft = new SoftAssertions();
            jobs.forEach((hostility, id) -> {
                api.awaitEnd(id);
                soft.assertThat(outcomes(id).getOrDefault(servers.get(hostility).seed(), "none"))
                        .as(hostility.name())
                        .isIn(hostility.right());
            });
            soft.assertAll();
            servers.forEach((hostility, server) -> {
                await(hostility.name()).until(() -> server.open().getAsInt() == 0);
                assertThat(server.harm().getAsInt()).as(hostility.name()).isZero();
            });
        } finally {
            servers.values().forEach(Running::close);
        }
    }

    private static Map<Hostility, Running> started(Predicate<Hostility> which) {
        Map<Hostility, Running> servers = new LinkedHashMap<>();
        ALL.stream().filter(which).forEach(hostility -> servers.put(hostility, hostility.start()));
        return servers;
    }

    private static FakeSite healthySite() {
        FakeSite site = FakeSite.start();
        site.page(
                "/",
                IntStream.range(1, HEALTHY_PAGES)
                        .mapToObj(i -> "<a href=/h" + i + ">x</a>")
                        .collect(Collectors.joining()));
        return site.pages(
                path -> path.startsWith("/h") ? Page.html("<p>x").after(Duration.ofMillis(20)) : Page.status(404));
    }

    @Test
    @Timeout(300) // it waits for many time-outs, ten at a time
    void allTogetherHarmNeitherEachOtherNorAHealthySite() {
        long before = heapInUse();
        Map<Hostility, Running> servers = started(hostility -> true);
        try (FakeSite healthy = healthySite()) {
            String hostile = api.submit(servers.values().stream()
                    .map(server -> "'" + server.seed() + "'")
                    .collect(Collectors.joining(
                            ",",
                            "{'seeds':[",
                            "],'scope':'any','delay':'50ms','retries':0,"
                                    + "'maxBodySize':'4MB','timeout':'10s','maxPages':1000000}")));
            String good = api.submit("{'seeds':['" + healthy.url("/") + "'],'delay':'0ms','perHost':10}");

            assertThat(api.awaitEnd(good).at("/counters/pages").intValue()).isEqualTo(HEALTHY_PAGES);
            assertThat(healthy.peak()).isBetween(1, 10);
            servers.forEach((hostility, server) -> {
                if (!hostility.isEndless()) {
                    awaitOutcome(hostile, hostility, server);
                }
            });
            api.send("POST", "/v1/jobs/" + hostile + "/cancel", "");
            api.awaitEnd(hostile);
            Map<String, String> outcomes = outcomes(hostile);
            SoftAssertions soft = new SoftAssertions();
            servers.forEach((hostility, server) -> soft.assertThat(outcomes.getOrDefault(server.seed(), "none"))
                    .as(hostility.name())
                    .isIn(hostility.right()));
            soft.assertAll();
            servers.values().forEach(server -> await().until(() -> server.open().getAsInt() == 0));
        } finally {
            servers.values().forEach(Running::close);
        }
        await().until(() -> heapInUse() - before < HEAP_GROWTH_MAX); // one collection does not find all
    }

    private void awaitOutcome(String job, Hostility hostility, Running server) {
        await(hostility.name())
                .atMost(PATIENCE)
                .until(() -> api.get("/v1/jobs/" + job + "/explain?url=" + server.seed())
                        .json()
                        .path("why")
                        .stringValue()
                        .equals("outcome"));
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void poisonedRobotsAndSitemapsLeaveAHealthyOriginOfTheSameJobAlone() {
        Map<Hostility, Running> servers =
                started(hostility -> List.of("robots.txt", "sitemap").contains(hostility.family()));
        try (FakeSite healthy = healthySite()) {
            String id = api.submit(Stream.concat(
                            servers.values().stream().map(Running::seed),
                            Stream.of(healthy.url("/").href()))
                    .map(seed -> "'" + seed + "'")
                    .collect(Collectors.joining(",", "{'seeds':[", "],'delay':'0ms','retries':0,'timeout':'10s'}")));
            await().atMost(PATIENCE).until(() -> pages(id, healthy.url("/").href()) == HEALTHY_PAGES);
            assertThat(healthy.peak()).isBetween(1, 10);
            api.send("POST", "/v1/jobs/" + id + "/cancel", "");
            api.awaitEnd(id);
        } finally {
            servers.values().forEach(Running::close);
        }
    }

    /** Pages of a job so far whose URLs begin so. */
    private long pages(String job, String start) {
        return api.get("/v1/jobs/" + job + "/pages?limit=1000")
                .json()
                .get("pages")
                .valueStream()
                .filter(page -> page.get("url").stringValue().startsWith(start))
                .count();
    }
}
