package io.orbweaver.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A connection that a client keeps is read again whatever came on it before. */
@ServiceTest
class KeptConnectionTest {

    private static final int TIMEOUT_MILLIS = 20_000;

    @LocalServerPort
    private int port;

    @Test
    void aRequestThatCameEarlyDoesNotKeepTheNextFromBeingRead() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader answers = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            // the first is answered by another thread, the second at once
            send(socket, request("/v1/jobs?limit=1") + request("/v1/jobs/none"));
            assertThat(nextStatus(answers)).contains(" 200 ");
            assertThat(nextStatus(answers)).contains(" 404 ");
            send(socket, request("/v1/jobs/none"));
            assertThat(nextStatus(answers)).contains(" 404 ");
        }
    }

    private static String request(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    private static void send(Socket socket, String requests) throws IOException {
        socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
    }

    /** The next status line; one may come right behind a body without a line's end. */
    private static String nextStatus(BufferedReader answers) throws IOException {
        String line = answers.readLine();
        while (!line.contains("HTTP/1.1 ")) {
            line = answers.readLine();
        }
        return line;
    }
}
