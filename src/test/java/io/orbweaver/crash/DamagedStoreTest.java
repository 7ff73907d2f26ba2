package io.orbweaver.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api.Answer;
import io.orbweaver.service.ServiceProcess;
import io.orbweaver.service.ServiceProcess.Jvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that is damaged is refused in a sentence, or says so when it is read, or lacks nothing. */
@Tag("process")
class DamagedStoreTest {

    @TempDir
    Path folder;

    private enum Damage {
        CURRENT_DAMAGED("CURRENT", false),
        CURRENT_MISSING("CURRENT", true),
        MANIFEST_DAMAGED("MANIFEST-\\d+", false),
        MANIFEST_MISSING("MANIFEST-\\d+", true),
        LOG_DAMAGED("\\d+\\.log", false),
        LOG_MISSING("\\d+\\.log", true),
        TABLE_DAMAGED("\\d+\\.sst", false),
        TABLE_MISSING("\\d+\\.sst", true),
        OPTIONS_MISSING("OPTIONS-\\d+", true);

        private final String name;
        private final boolean missing;

        Damage(String name, boolean missing) {
            this.name = name;
            this.missing = missing;
        }

        /** Damages the largest file of that name in its middle, or takes all of them away. */
        void apply(Path store) throws IOException {
            List<Path> files;
            try (Stream<Path> all = Files.list(store)) {
                files = all.filter(file -> file.getFileName().toString().matches(name))
                        .sorted(Comparator.comparing(file -> -file.toFile().length()))
                        .toList();
            }
            assertThat(files).isNotEmpty();
            if (missing) {
                for (Path file : files) {
                    Files.delete(file);
                }
            } else {
                byte[] bytes = Files.readAllBytes(files.get(0));
                for (int i = 0; i < 5; i++) {
                    bytes[bytes.length / 2 + i] ^= 0x55;
                }
                Files.write(files.get(0), bytes);
            }
        }
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void noDamageIsPassedOver() throws IOException {
        Jvm jvm = Jvm.plain();
        Path whole = folder.resolve("whole");
        try (CrashSite site = new CrashSite(300)) {
            site.want(1);
            String job;
            try (ServiceProcess service =
                    ServiceProcess.launch(jvm, folder, whole).awaitReady()) {
                job = crawl(service, site); // its log becomes a table at the next start
                service.kill();
            }
            Map<Long, String> log;
            try (ServiceProcess service =
                    ServiceProcess.launch(jvm, folder, whole).awaitReady()) {
                crawl(service, site);
                log = Watching.whole(service.port(), job);
                service.kill();
            }
            for (Damage damage : Damage.values()) {
                Path copy = folder.resolve(damage.name());
                copy(whole.resolve("rocksdb"), copy.resolve("rocksdb"));
                damage.apply(copy.resolve("rocksdb"));
                startOrRefuse(damage, jvm, copy, job, log);
            }
        }
    }

    /** A block that is damaged is found when it is read: the answer is an error, or ends in one, and never shorter. */
    private static void lacksNothingOrSaysSo(ServiceProcess service, String job, Map<Long, String> log)
            throws IOException {
        Answer answer = service.api().get("/v1/jobs/" + job);
        if (answer.status() != 200) {
            isDamage(service, answer);
            return;
        }
        Map<Long, String> seen = Watching.whole(service.port(), job);
        assertThat(log).containsAllEntriesOf(seen);
        if (seen.size() < log.size()) {
            isDamage(service, service.api().get("/v1/jobs/" + job + "/events?after=" + seen.size()));
        }
    }

    private static void isDamage(ServiceProcess service, Answer answer) {
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:orbweaver:problem:store-damaged");
        String detail = answer.json().get("detail").stringValue();
        assertThat(detail)
                .matches("The store's file rocksdb/\\d+\\.(sst|blob) is damaged: .* from a backup\\.")
                .doesNotContain("writ");
        Answer health = service.api().get("/actuator/health");
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.body()).contains("DOWN", detail);
    }

    /** The damage is in the log of the job itself, in its middle: what comes before it is given out, then that. */
    @Test
    void aStreamEndsAtTheDamageAndIsRefusedFromThenOn() throws IOException {
        Jvm jvm = Jvm.plain();
        Path store = folder.resolve("store");
        try (CrashSite site = new CrashSite(300)) {
            site.want(1);
            String job;
            try (ServiceProcess service =
                    ServiceProcess.launch(jvm, folder, store).awaitReady()) {
                job = crawl(service, site);
                service.kill();
            }
            try (ServiceProcess service =
                    ServiceProcess.launch(jvm, folder, store).awaitReady()) {
                service.kill(); // the log is in tables now
            }
            damageTablesWith(store.resolve("rocksdb"), "redirects");
            try (ServiceProcess service =
                    ServiceProcess.launch(jvm, folder, store).awaitReady()) {
                streamEndsAtTheDamage(service, job);
            }
        }
    }

    private static void streamEndsAtTheDamage(ServiceProcess service, String job) throws IOException {
        String events = "/v1/jobs/" + job + "/events";
        Answer stream = service.api().get(events);
        assertThat(stream.status()).isEqualTo(200);
        String last = stream.body().substring(stream.body().lastIndexOf("event: "));
        assertThat(last)
                .startsWith("event: store-damaged\ndata: {\"file\":\"rocksdb/")
                .endsWith("}\n\n");
        long seen =
                stream.body().lines().filter(line -> line.startsWith("id: ")).count();
        assertThat(service.api().job(job).get("counters").get("pages").longValue())
                .isGreaterThan(seen);
        isDamage(service, service.api().get(events + "?after=" + seen));
        assertThat(service.api().send("HEAD", events + "?after=" + seen, "").status())
                .isEqualTo(500);
        isDamage(service, service.api().get("/v1/jobs/" + job + "/pages?after=" + seen));
        isDamage(service, service.api().get("/v1/jobs/" + job + "/pages/" + (seen + 1) + "/body"));
        isDamage(service, service.api().get("/v1/jobs/" + job + "/pages?format=csv&after=" + seen));
        assertThat(service.said().split("is damaged: ", -1)).as("logged once").hasSize(2);
    }

    /** In the middle of all tables that have a word in them. */
    private static void damageTablesWith(Path store, String word) throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".sst")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (new String(bytes, StandardCharsets.ISO_8859_1).contains(word)) {
                    bytes[bytes.length / 2] ^= 0x55;
                    Files.write(file, bytes);
                }
            }
        }
    }

    private static String crawl(ServiceProcess service, CrashSite site) {
        String job = service.api().submit("{'seeds':['" + site.seed() + "'],'delay':'0ms','perHost':64}");
        service.api().awaitEnd(job);
        return job;
    }

    private void startOrRefuse(Damage damage, Jvm jvm, Path store, String job, Map<Long, String> log)
            throws IOException {
        try (ServiceProcess service = ServiceProcess.launch(jvm, folder, store)) {
            if (service.isReady()) {
                assertThat(damage).isIn(Damage.TABLE_DAMAGED, Damage.OPTIONS_MISSING);
                if (damage == Damage.TABLE_DAMAGED) {
                    lacksNothingOrSaysSo(service, job, log);
                } else {
                    assertThat(Watching.whole(service.port(), job)).isEqualTo(log);
                }
            } else {
                assertThat(service.exitCode()).isNotZero();
                assertThat(service.said())
                        .as(damage.name())
                        .contains("The store in ", "Restore")
                        .doesNotContain("\tat ");
            }
        }
    }

    @Test
    void aSecondProcessOnTheFolderSaysSoAndTheFirstGoesOn() throws IOException {
        try (ServiceProcess first = ServiceProcess.start(folder)) {
            assertThat(ServiceProcess.startAndFail(folder))
                    .contains("Another process uses the store in")
                    .doesNotContain("\tat ");
            first.api().submit("{'seeds':['http://127.0.0.1:9/']}");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
