package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api.Answer;
import io.orbweaver.service.Api.Event;
import io.orbweaver.site.FakeSite;
import io.orbweaver.url.FilePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Files below the operator's roots, by the same pipeline as pages. */
@ServiceTest
class FileCrawlTest {

    @LocalServerPort
    private int port;

    private Api api;
    private Path root;

    @BeforeEach
    void open() throws IOException {
        api = new Api(port);
        root = Path.of("target/test-files/" + UUID.randomUUID()).toAbsolutePath();
        Files.createDirectories(root);
    }

    private Path file(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static String url(Path path) {
        StringBuilder url = new StringBuilder("file://");
        path.forEach(name -> url.append('/').append(FilePaths.reference(name.toString())));
        return url.toString();
    }

    private Map<String, JsonNode> crawl(String seed, String more) {
        String id = api.submit("{'seeds':['" + seed + "']" + more + "}");
        return api.events(id).stream()
                .filter(e -> List.of("page", "failure", "skip").contains(e.type()))
                .collect(Collectors.toMap(e -> e.data().get("url").stringValue().replace(url(root), ""), Event::data));
    }

    private static int count(JsonNode page, String pattern) {
        return page.at("/extract/patterns").get(pattern).intValue();
    }

    @Test
    void aWordIsCountedInFilesTwoAtATime() throws IOException {
        String one = url(file("a.txt", "rust rusty Rust\ntrust"));
        String two = url(file("b.rs", "no such word"));
        String three = url(file("c/d.md", "rustrust"));
        String id = api.submit("{'seeds':['" + one + "','" + two + "','" + three + "'],'concurrency':2,"
                + "'extract':{'patterns':['rust','Rust']}}");
        Map<String, JsonNode> pages = api.events(id).stream()
                .filter(e -> e.type().equals("page"))
                .collect(Collectors.toMap(e -> e.data().get("url").stringValue(), Event::data));
        assertThat(pages).containsOnlyKeys(one, two, three);
        assertThat(count(pages.get(one), "rust")).isEqualTo(3);
        assertThat(count(pages.get(one), "Rust")).isEqualTo(1);
        assertThat(count(pages.get(two), "rust")).isZero();
        assertThat(count(pages.get(three), "rust")).isEqualTo(2);
        assertThat(pages.get(one).get("contentType").stringValue()).isEqualTo("text/plain");
    }

    @Test
    void omittedEntriesOfAFolderAreCounted() throws IOException {
        for (int i = 0; i < 40; i++) {
            file("x/file-" + i + ".txt", "x");
        }
        JsonNode folder = crawl(url(root.resolve("x")), ",'maxBodySize':'1KB'").get("/x");
        int listed = folder.get("links").intValue();
        assertThat(listed).isBetween(5, 39);
        assertThat(folder.at("/omitted/links").intValue()).isEqualTo(40 - listed);
    }

    @Test
    void aFolderIsAPageWhoseLinksAreItsEntries() throws IOException {
        file("x/1.txt", "needle");
        file("x/a b&c#d?.html", "<title>t</title><a href=../2.txt>2</a>");
        file("x/deep/er/3.bin", "\u0000needle");
        file("2.txt", "needle needle");
        Map<String, JsonNode> outcomes = crawl(url(root.resolve("x")), ",'extract':{'patterns':['needle']}");
        assertThat(outcomes)
                .containsOnlyKeys(
                        "/x",
                        "/x/1.txt",
                        "/x/a%20b%26c%23d%3F.html",
                        "/x/deep/",
                        "/x/deep/er/",
                        "/x/deep/er/3.bin",
                        "/2.txt");
        JsonNode folder = outcomes.get("/x");
        assertThat(folder.get("finalUrl").stringValue()).isEqualTo(url(root) + "/x/");
        assertThat(folder.get("contentType").stringValue()).isEqualTo("inode/directory");
        assertThat(folder.get("links").intValue()).isEqualTo(3);
        assertThat(count(folder, "needle")).isZero();
        assertThat(count(outcomes.get("/2.txt"), "needle")).isEqualTo(2);
        assertThat(count(outcomes.get("/x/deep/er/3.bin"), "needle")).isEqualTo(1);
        assertThat(outcomes.get("/x/a%20b%26c%23d%3F.html").get("title").stringValue())
                .isEqualTo("t");
        assertThat(outcomes.get("/x/deep/").get("depth").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ROOT/../../../../etc/passwd",
                "ROOT/%2e%2e/%2e%2e/%2e%2e/x",
                "ROOT/..%2f..%2f..%2fetc",
                "ROOT/a%00b",
                "file://server/share",
                "file:///",
                "ROOT-beside/x"
            })
    void aSeedOutsideTheRootsIsRefused(String seed) {
        String roots = url(Path.of("target/test-files").toAbsolutePath());
        Answer answer = api.post("/v1/jobs", "{\"seeds\":[\"" + seed.replace("ROOT", roots) + "\"]}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.pointers()).containsExactly("/seeds/0");
    }

    @Test
    void noLinkLeadsOutOfARoot() throws IOException {
        Path secret = Files.writeString(Files.createTempFile("outside", ".txt"), "secret");
        Files.createSymbolicLink(root.resolve("link.txt"), secret);
        Files.createSymbolicLink(root.resolve("folder"), secret.getParent());
        Files.createSymbolicLink(root.resolve("self"), root);
        file("in.txt", "in");
        Files.createSymbolicLink(root.resolve("inside.txt"), root.resolve("in.txt"));
        file(
                "page.html",
                "<a href=link.txt>1</a><a href=folder/" + secret.getFileName() + ">2</a><a href=file://" + secret
                        + ">3</a><a href=inside.txt>4</a><a href=/etc/hostname>5</a>");
        Map<String, JsonNode> outcomes = crawl(url(root) + "/", "");
        assertThat(outcomes.entrySet().stream()
                        .filter(e -> e.getValue().has("status")
                                && e.getValue().get("status").isNumber())
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("/", "/in.txt", "/inside.txt", "/page.html");
        assertThat(outcomes.entrySet().stream()
                        .filter(e -> e.getValue().has("kind"))
                        .map(e -> e.getValue().get("kind").stringValue()))
                .hasSize(4)
                .containsOnly("file");
    }

    @Test
    void unreadableFilesAreFailures() throws Exception {
        new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start().waitFor();
        file("page.html", "<a href=pipe>1</a><a href=gone>2</a><a href=large.txt>3</a>");
        file("large.txt", "x".repeat(5_000));
        Map<String, JsonNode> outcomes = crawl(url(root.resolve("page.html")), ",'maxBodySize':'1KB','retries':0");
        assertThat(outcomes.get("/pipe").get("kind").stringValue()).isEqualTo("file");
        assertThat(outcomes.get("/gone").get("kind").stringValue()).isEqualTo("file");
        assertThat(outcomes.get("/large.txt").get("kind").stringValue()).isEqualTo("too-large");
    }

    @Test
    void filesAreFollowedFromFilesOnly() throws IOException {
        Path secret = file("secret.txt", "x");
        try (FakeSite site = FakeSite.start()) {
            site.page(
                    "/",
                    "<a href=" + url(secret) + ">1</a><a href=/redirect>2</a><iframe src=" + url(secret)
                            + "></iframe>");
            site.page("/redirect", io.orbweaver.site.Page.redirect(url(secret)));
            String id = api.submit("{'seeds':['" + site.url("/") + "'],'scope':'any','delay':'0ms'}");
            JsonNode job = api.awaitEnd(id);
            assertThat(job.at("/counters/known").intValue()).isEqualTo(2);
            List<Event> failures = api.events(id).stream()
                    .filter(e -> e.type().equals("failure"))
                    .toList();
            assertThat(failures).hasSize(1);
            assertThat(failures.get(0).data().get("kind").stringValue()).isEqualTo("redirect");
        }
    }
}
