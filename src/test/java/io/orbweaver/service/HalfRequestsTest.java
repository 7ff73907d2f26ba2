package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Requests that do not come whole, or leave open whom they are for. */
@Tag("slow")
@ServiceTest
class HalfRequestsTest {

    /** More than the places of whole submissions (orbweaver.submissions.max). */
    private static final int HALVES = 300;

    @LocalServerPort
    private int port;

    private Socket connected(String sent) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private static String firstLine(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    @Test
    void halfBodiesHoldNoPlaceOfASubmission() throws IOException {
        List<Socket> halves = new ArrayList<>();
        try {
            for (int i = 0; i < HALVES; i++) {
                halves.add(connected("POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 1000\r\n\r\n{\"seeds\":"));
            }
            Api api = new Api(port);
            for (int i = 0; i < 5; i++) {
                assertThat(api.post("/v1/jobs", "{\"seeds\":[\"http://127.0.0.1:9/\"],\"start\":false}")
                                .status())
                        .isEqualTo(202);
            }
        } finally {
            for (Socket half : halves) {
                half.close();
            }
        }
    }

    @Test
    void aConnectionThatSaysTooLittleIsClosed() throws IOException {
        try (Socket silent = connected("");
                Socket slow = connected("GET /v1/jobs HTT")) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> silent.getInputStream().read() < 0);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> slow.getInputStream().read() < 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/jobs, Host: localhost, 200",
        "/v1/jobs, Host: localhost|Host: localhost, 400",
        "/v1/jobs, Host: localhost|Host: evil.example, 400",
        "http://localhost/v1/jobs, Host: localhost, 200",
        "http://LOCALHOST/v1/jobs, Host: localhost, 200",
        "http://evil.example/v1/jobs, Host: localhost, 421",
        "http://localhost:1/v1/jobs, Host: localhost, 421",
        "http://user@localhost/v1/jobs, Host: localhost, 421",
        "/actuator/health/liveness, Host: a|Host: b, 400"
    })
    void itIsClearWhomARequestIsFor(String target, String hosts, int status) throws IOException {
        try (Socket socket = connected("GET " + target + " HTTP/1.1\r\n" + hosts.replace("|", "\r\n") + "\r\n\r\n")) {
            assertThat(firstLine(socket)).startsWith("HTTP/1.1 " + status + " ");
        }
    }
}
