package io.orbweaver.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.orbweaver.body.ExchangeHead;
import io.orbweaver.body.HeaderField;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Archives as others read them: what is replayed is what was kept. */
class WarcTest {

    private static final String TEXT = "plain \u00e9";
    private static final ExchangeHead HEAD = new ExchangeHead(
            "/a?b=c",
            List.of(
                    new HeaderField("User-Agent", "Orbweaver/1"),
                    new HeaderField("Host", "www.example.org"),
                    new HeaderField("Cookie", "session=SECRET1"),
                    new HeaderField("authorization", "Basic SECRET2"),
                    new HeaderField("Proxy-Authorization", "Basic SECRET3"),
                    new HeaderField("X-Api-Key", "SECRET4"),
                    new HeaderField("Accept-Encoding", "gzip")),
            200,
            "OK",
            List.of(
                    new HeaderField("Content-Type", "text/plain; charset=utf-8"),
                    new HeaderField("Content-Encoding", "gzip"),
                    new HeaderField("Transfer-Encoding", "chunked"),
                    new HeaderField("content-length", "12"),
                    new HeaderField("Bad Name", "x"),
                    new HeaderField("X-Latin", "caf\u00e9\r\nInjected: yes"),
                    new HeaderField("Set-Cookie", "a=b")));

    private final FakeResults results =
            new FakeResults("\"keepBodies\":true", "\"headers\":{\"X-Api-Key\":\"SECRET4\"}");
    private final Exports exports = new Exports(results, null, results, Schedulers.immediate(), "Orbweaver/test");

    private byte[] archive() {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        exports.bytes(request()).toIterable().forEach(archive::writeBytes);
        return archive.toByteArray();
    }

    private ExportRequest request() {
        return new ExportRequest(results.job(), 0, ResultLog.OUTCOMES, ExportFormat.WARC);
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }

    private Map<String, byte[]> someBodies() {
        Map<String, byte[]> bodies = Map.of(
                "https://www.example.org/a?b=c", TEXT.getBytes(StandardCharsets.UTF_8),
                "https://www.example.org/empty", new byte[0],
                "https://www.example.org/noise", noise(1_000_000),
                "https://www.example.org/parts", noise(2 * 256 << 10),
                "https://www.example.org/ends", "\r\n\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        bodies.forEach((url, body) -> results.page(url, body, HEAD));
        results.page("https://www.example.org/not-kept", noise(10));
        return bodies;
    }

    @Test
    void replayedRecordsEqualTheKeptBodies() throws Exception {
        Map<String, byte[]> bodies = someBodies();
        byte[] archive = archive();
        Map<String, byte[]> replayed = WarcCheck.replayed(archive);
        assertThat(replayed).hasSameSizeAs(bodies);
        bodies.forEach((url, body) -> assertThat(replayed).contains(entry(url, body)));
        assertThat(WarcCheck.types(archive))
                .startsWith("warcinfo", "response", "request", "metadata", "response")
                .endsWith("request", "metadata", "metadata")
                .hasSize(1 + 5 * 3 + 1);
        assertThat(WarcCheck.metadata(archive)).hasSize(6);
        assertThat(archive()).as("it is the same every time").isEqualTo(archive);
    }

    @Test
    @Tag("process")
    void theValidatorsOfOthersHaveNothingAgainstIt(@TempDir Path folder) throws Exception {
        someBodies();
        byte[] archive = archive();
        WarcCheck.validate(archive, folder);
        WarcCheck.warcio(archive, folder);
    }

    @Test
    @Tag("process")
    void andTheyWouldSayWhereABodyIsAnother(@TempDir Path folder) {
        results.page("https://www.example.org/a", "one".getBytes(StandardCharsets.UTF_8), HEAD);
        results.exchangeBody(1, "two".getBytes(StandardCharsets.UTF_8));
        byte[] archive = archive();
        assertThatThrownBy(() -> WarcCheck.validate(archive, folder)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> WarcCheck.warcio(archive, folder))
                .isInstanceOfAny(AssertionError.class, TestAbortedException.class);
    }

    @Test
    void credentialsAreLeftOutAndHopByHopFieldsAreRecordedSeparately() {
        results.page("https://www.example.org/a?b=c", TEXT.getBytes(StandardCharsets.UTF_8), HEAD);
        String text = new String(Taken.gunzip(archive()), StandardCharsets.ISO_8859_1);
        assertThat(text)
                .doesNotContain("SECRET", "Bad Name", "\r\nInjected")
                .contains(
                        "GET /a?b=c HTTP/1.1\r\nHost: www.example.org\r\nUser-Agent: Orbweaver/1\r\n"
                                + "Accept-Encoding: gzip\r\n\r\n",
                        "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n"
                                + "X-Archive-Orig-Content-Encoding: gzip\r\n"
                                + "X-Archive-Orig-Transfer-Encoding: chunked\r\n"
                                + "X-Archive-Orig-content-length: 12\r\nX-Latin: caf\u00e9  Injected: yes\r\n"
                                + "Set-Cookie: a=b\r\nContent-Length: 8\r\n\r\n",
                        "WARC-Filename: orbweaver-www.example.org-" + FakeResults.ID + ".warc.gz\r\n");
    }

    @Test
    void aFileIsAResource() throws Exception {
        results.page("file:///srv/a.txt", TEXT.getBytes(StandardCharsets.UTF_8), HEAD);
        assertThat(WarcCheck.types(archive())).containsExactly("warcinfo", "resource", "metadata");
        assertThat(new String(Taken.gunzip(archive()), StandardCharsets.UTF_8))
                .contains("Content-Type: text/plain\r\nContent-Length: 8\r\n\r\n" + TEXT + "\r\n\r\n");
    }

    @Test
    void eachRecordIsASeparateMember() throws DataFormatException {
        someBodies();
        byte[] archive = archive();
        int members = 0;
        for (int at = 0; at < archive.length; members++) {
            Inflater inflater = new Inflater(true);
            inflater.setInput(archive, at + 10, archive.length - at - 10);
            byte[] buffer = new byte[1 << 16];
            byte[] first = new byte[0];
            while (!inflater.finished()) {
                int got = inflater.inflate(buffer);
                first = first.length == 0 ? java.util.Arrays.copyOf(buffer, got) : first;
            }
            assertThat(new String(first, StandardCharsets.ISO_8859_1)).startsWith("WARC/1.1\r\n");
            at += 10 + (int) inflater.getBytesRead() + 8;
            inflater.end();
        }
        assertThat(members).isEqualTo(1 + 5 * 3 + 1);
    }

    @Test
    void aJobThatIsRemovedBetweenTwoBodiesIsNoEnd() {
        results.page("https://www.example.org/noise", noise(100_000), HEAD)
                .page("https://www.example.org/more", noise(100_000), HEAD);
        StepVerifier.create(exports.bytes(request()), 1)
                .expectNextCount(1)
                .then(results::remove)
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(chunk -> true)
                .verifyError(JobRemoved.class);
    }

    @Test
    void aJobThatIsRemovedInTheMiddleOfABodyIsNoEnd() {
        results.page("https://www.example.org/noise", noise(1_000_000), HEAD);
        StepVerifier.create(exports.bytes(request()), 1)
                .expectNextCount(1)
                .then(results::remove)
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(chunk -> true)
                .verifyError();
    }
}
