package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.body.Bodies;
import io.orbweaver.body.ExchangeHead;
import io.orbweaver.body.HeaderField;
import io.orbweaver.body.KeptBody;
import io.orbweaver.job.JobId;
import io.orbweaver.service.Api.Event;
import io.orbweaver.site.DamagedServer;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a job that keeps bodies has of them, behind the whole pipeline. */
@ServiceTest
class KeptBodiesTest {

    private static final String ROOT = "target/test-files";

    @LocalServerPort
    private int port;

    @Autowired
    private Bodies bodies;

    private Api api;
    private FakeSite site;

    @BeforeEach
    void open() {
        api = new Api(port);
        site = FakeSite.start();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private String crawl(String more) {
        String id = api.submit("{'seeds':['" + site.url("/").href()
                + "'],'delay':'0ms','perHost':10,'retries':2,'keepBodies':true,'maxBodySize':'20MB'" + more + "}");
        api.awaitEnd(id);
        return id;
    }

    private Event page(String job, String path) {
        return api.events(job).stream()
                .filter(event -> event.type().equals("page"))
                .filter(event -> event.data().get("url").stringValue().endsWith(path))
                .findFirst()
                .orElseThrow();
    }

    private KeptBody kept(String job, String path) {
        Event page = page(job, path);
        assertThat(page.data().get("body").stringValue()).isEqualTo("kept");
        return bodies.find(JobId.parse(job).orElseThrow(), page.seq()).block();
    }

    private byte[] bytes(KeptBody body) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        bodies.bytes(body).doOnNext(all::writeBytes).then().block();
        return all.toByteArray();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Test
    void everyBodyIsThereDecoded() {
        byte[] large = noise(5_000_000);
        byte[] text = "lorem ipsum ".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        site.page("/", "<a href=/large>1</a><a href=/coded>2</a><a href=/empty>3</a>");
        site.page("/large", new Page(200, Map.of("Content-Type", "application/octet-stream"), large, Duration.ZERO));
        site.page(
                "/coded",
                new Page(
                        200,
                        Map.of("Content-Type", "text/plain", "Content-Encoding", "gzip"),
                        gzip(text),
                        Duration.ZERO));
        site.page("/empty", Page.text(""));
        String job = crawl("");
        assertThat(new String(bytes(kept(job, "/")), StandardCharsets.UTF_8)).contains("href=/large");
        assertThat(bytes(kept(job, "/large"))).isEqualTo(large);
        assertThat(bytes(kept(job, "/coded"))).isEqualTo(text);
        assertThat(bytes(kept(job, "/empty"))).isEmpty();
    }

    @Test
    void theHeadsAreThoseOfTheWire() {
        site.page("/", new Page(203, Map.of("Content-Type", "text/html", "X-Odd", "a  b"), new byte[1], Duration.ZERO));
        String job = crawl(",'headers':{'X-Own':'1'}");
        ExchangeHead head = kept(job, "/").head();
        assertThat(head.status()).isEqualTo(203);
        assertThat(head.reason()).isEqualTo("Non-Authoritative Information");
        assertThat(head.target()).isEqualTo("/");
        assertThat(head.response()).contains(new HeaderField("X-Odd", "a  b"));
        assertThat(head.request())
                .extracting(field -> field.name().toLowerCase(Locale.ROOT))
                .contains("host", "user-agent", "accept-encoding")
                .as("what was given for this crawl")
                .doesNotContain("x-own");
    }

    @Test
    void aBodyThatBrokeOffIsKeptWholeOnceItComes() {
        byte[] shorter = noise(600_000);
        AtomicInteger asked = new AtomicInteger();
        try (DamagedServer server = DamagedServer.start()) {
            server.on("/", wire -> {
                if (asked.getAndIncrement() == 0) {
                    wire.head(200, "Content-Length: 9000000").send(noise(3_000_000));
                } else {
                    wire.head(200, "Content-Length: " + shorter.length).send(shorter);
                }
            });
            String job = api.submit("{'seeds':['" + server.url("/").href()
                    + "'],'robots':true,'retries':2,'sitemaps':'ignore','keepBodies':true}");
            api.awaitEnd(job);
            assertThat(bytes(kept(job, "/"))).isEqualTo(shorter);
            assertThat(page(job, "/").data().get("attempt").intValue()).isEqualTo(2);
        }
    }

    @Test
    void aFileIsKeptToo() throws IOException {
        Path folder = Files.createDirectories(Path.of(ROOT, "kept"));
        byte[] large = noise(1_000_000);
        Files.write(folder.resolve("large.bin"), large);
        String job = api.submit("{'seeds':['" + folder.toAbsolutePath().toUri() + "'],'keepBodies':true}");
        api.awaitEnd(job);
        assertThat(bytes(kept(job, "/large.bin"))).isEqualTo(large);
        Event listing = page(job, "/kept/");
        assertThat(listing.data().get("body"))
                .as("a folder has no bytes of its own")
                .isNull();
    }

    @Test
    void aJobThatAsksForNoneKeepsNone() {
        site.page("/", "x");
        String job = api.submit("{'seeds':['" + site.url("/").href() + "']}");
        Event page = api.events(job).stream()
                .filter(event -> event.type().equals("page"))
                .findFirst()
                .orElseThrow();
        assertThat(page.data().get("body")).isNull();
        assertThat(bodies.find(JobId.parse(job).orElseThrow(), page.seq()).block())
                .isNull();
    }
}
