package io.orbweaver.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.Orbweaver;
import io.orbweaver.service.Api;
import io.orbweaver.site.FakeSite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Guarantee 7: a watcher that never reads slows nobody, and one too many is refused. */
@Tag("slow")
@SpringBootTest(
        classes = Orbweaver.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "orbweaver.data-dir=target/test-data/${random.uuid}",
            "orbweaver.egress.allow=127.0.0.0/8",
            "orbweaver.watchers.max=20"
        })
class BoundedTest {

    @LocalServerPort
    private int port;

    @Test
    void stalledWatchersDelayNoOtherAndOneTooManyIsRefused() throws IOException {
        Api api = new Api(port);
        List<Socket> stalled = new ArrayList<>();
        try (FakeSite site = WideSite.of(500, Duration.ZERO)) {
            String id = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10,'start':false}");
            for (int i = 0; i < 20; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.getOutputStream()
                        .write(("GET /v1/jobs/" + id + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                stalled.add(socket);
            }
            api.await(id, job -> api.watchers() == 20);
            assertThat(api.get("/v1/jobs/" + id + "/events").status()).isEqualTo(503);
            assertThat(api.get("/v1/jobs/" + id + "/events").headers().firstValue("Retry-After"))
                    .isPresent();
            api.send("POST", "/v1/jobs/" + id + "/start", "");
            assertThat(api.awaitEnd(id).at("/counters/pages").intValue()).isEqualTo(501);
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }
}
