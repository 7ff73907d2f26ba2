package io.orbweaver.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port of 127.0.0.1 where nobody listens: somebody did a moment ago. */
public final class ClosedPort {

    private ClosedPort() {}

    /** Its number. */
    public static int any() {
        try (ServerSocket listener = NewPort.of(
                () -> new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")),
                ServerSocket::getLocalPort,
                ServerSocket::close)) {
            return listener.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
