package io.orbweaver.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.Orbweaver;
import io.orbweaver.service.Api;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Guarantee 11: private addresses are out of reach by any road, and a web page cannot drive the service. */
@Tag("slow")
@SpringBootTest(
        classes = Orbweaver.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "orbweaver.data-dir=target/test-data/${random.uuid}",
            "orbweaver.egress.allow=127.0.0.2/32",
            "orbweaver.security.hosts=crawler.test"
        })
class NoWayInTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/",
                "http://localhost:%d/",
                "http://[::1]:%d/",
                "http://[::ffff:127.0.0.1]:%d/",
                "http://0x7f.1:%d/",
                "http://2130706433:%d/",
                "http://0.0.0.0:%d/",
                "http://10.0.0.1:%d/",
                "http://169.254.169.254:%d/latest/meta-data/",
                "http://192.168.0.1:%d/",
                "http://100.64.0.1:%d/",
                "http://[fd00::1]:%d/",
                "http://[fe80::1]:%d/",
                "http://[64:ff9b::7f00:1]:%d/"
            })
    void aSeedOfAPrivateAddressIsRefused(String seed) {
        Api api = new Api(port);
        try (FakeSite site = FakeSite.start()) {
            String id = api.submit("{'seeds':['" + String.format(seed, site.port()) + "'],'retries':3}");
            var job = api.awaitEnd(id);
            assertThat(job.get("state").stringValue()).isEqualTo("failed");
            assertThat(job.get("why").stringValue()).isEqualTo("forbidden-address");
            assertThat(site.connections()).isZero();
        }
    }

    @Test
    void aRedirectOpensNoWayIn() {
        Api api = new Api(port);
        try (FakeSite inside = FakeSite.start();
                FakeSite outside = FakeSite.start("127.0.0.2")) {
            outside.page("/", "<a href=" + inside.url("/link") + ">x</a><a href=/away>y</a>");
            outside.page("/away", Page.redirect(inside.url("/redirected").href()));
            var job = api.awaitEnd(api.submit("{'seeds':['" + outside.url("/") + "'],'scope':'any','delay':'0ms'}"));
            assertThat(job.at("/counters/pages").intValue()).isEqualTo(1);
            assertThat(job.at("/counters/failures").intValue()).isEqualTo(2);
            assertThat(inside.connections()).isZero();
        }
    }

    /** http on 80 and https on 443 are one host, and two origins: the second must not ride on the first's turn. */
    @Test
    void nothingOfAnOriginIsAskedForBeforeItsRobotsTxt() {
        Api api = new Api(port);
        String id = api.submit("{'seeds':['http://10.0.0.7/a','https://10.0.0.7/b','http://10.0.0.7/c'],'perHost':1,"
                + "'retries':0}");
        api.awaitEnd(id);
        List<Api.Event> failures =
                api.events(id).stream().filter(e -> e.type().equals("failure")).toList();
        assertThat(failures).hasSize(3).allSatisfy(failure -> {
            assertThat(failure.data().get("message").stringValue()).startsWith("robots.txt: ");
            assertThat(failure.data().get("attempts").intValue()).isZero();
        });
    }

    @Test
    void neitherRobotsTxtNorASitemapOpensAWayIn() {
        Api api = new Api(port);
        try (FakeSite inside = FakeSite.start();
                FakeSite outside = FakeSite.start("127.0.0.2");
                FakeSite turned = FakeSite.start("127.0.0.2")) {
            inside.pages(path -> Page.text("Sitemap: " + inside.url("/sitemap.xml")));
            outside.page(
                    "/robots.txt",
                    Page.text("Sitemap: " + inside.url("/sitemap.xml") + "\nSitemap: " + outside.url("/moved.xml")
                            + "\nSitemap: " + outside.url("/list.txt") + "\nSitemap: file:///etc/passwd"));
            outside.page("/moved.xml", Page.redirect(inside.url("/moved.xml").href()));
            outside.page("/list.txt", Page.text(inside.url("/listed") + "\nfile:///etc/passwd\n"));
            outside.page("/", "x");
            turned.page("/robots.txt", Page.redirect(inside.url("/robots.txt").href()));
            turned.page("/", "x");
            var job = api.awaitEnd(api.submit("{'seeds':['" + outside.url("/") + "','" + turned.url("/")
                    + "'],'scope':'any','delay':'0ms','retries':0}"));
            assertThat(job.at("/counters/pages").intValue()).isEqualTo(1);
            assertThat(job.at("/counters/failures").intValue()).isEqualTo(1);
            assertThat(job.at("/counters/known").intValue()).isEqualTo(2);
            assertThat(inside.connections()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | localhost            |                        |            | 200",
                "GET  | 127.0.0.1:%d         |                        |            | 200",
                "GET  | [::1]                |                        |            | 200",
                "GET  | crawler.test         |                        |            | 200",
                "GET  | rebound.example      |                        |            | 421",
                "GET  | localhost.evil.test  |                        |            | 421",
                "POST | localhost:%d         | http://localhost:%d    |            | 400",
                "POST | crawler.test         | https://crawler.test   | same-origin | 400",
                "POST | localhost:%d         | http://evil.test       |            | 403",
                "POST | localhost:%d         | http://localhost:1     |            | 403",
                "POST | localhost:%d         | null                   |            | 403",
                "POST | localhost:%d         |                        | cross-site | 403"
            })
    void aWebPageCannotDriveIt(String method, String host, String origin, String site, int status) throws IOException {
        StringBuilder head = new StringBuilder(method + " /v1/jobs HTTP/1.1\r\nConnection: close\r\n");
        head.append("Host: ").append(host).append("\r\n");
        if (origin != null) {
            head.append("Origin: ").append(origin).append("\r\n");
        }
        if (site != null) {
            head.append("Sec-Fetch-Site: ").append(site).append("\r\n");
        }
        head.append("Content-Length: 0\r\n\r\n");
        assertThat(statusOf(head.toString().replace("%d", String.valueOf(port))))
                .isEqualTo(status);
    }

    @Test
    void probesAreAnsweredByAnyName() throws IOException {
        assertThat(statusOf("GET /actuator/health/readiness HTTP/1.1\r\nHost: pod-7.cluster\r\n"
                        + "Connection: close\r\n\r\n"))
                .isEqualTo(200);
    }

    private int statusOf(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String line = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
            return Integer.parseInt(line.substring(9));
        }
    }
}
