package io.orbweaver.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One answer over a bare connection, byte by byte, so that it can be cut after any of them. */
final class RawStream implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private final String head;
    private final boolean chunked;
    private long chunkLeft;
    private boolean first = true;
    private boolean over;

    private RawStream(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new java.io.BufferedInputStream(socket.getInputStream());
        StringBuilder lines = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            lines.append(line).append('\n');
        }
        this.head = lines.toString();
        this.chunked = head.toLowerCase(java.util.Locale.ROOT).contains("transfer-encoding: chunked");
        this.over = !chunked;
    }

    /** Sends a request with header lines as they are. */
    static RawStream open(int port, String requestLine, String... headers) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            StringBuilder request = new StringBuilder(requestLine).append(" HTTP/1.1\r\nHost: localhost\r\n");
            for (String header : headers) {
                request.append(header).append("\r\n");
            }
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            return new RawStream(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("closed within a line");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    int status() {
        return Integer.parseInt(head.split(" ")[1]);
    }

    String head() {
        return head;
    }

    /** The body's bytes, at most so many; fewer where it ended. */
    byte[] read(int max) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            while (body.size() < max && !over) {
                if (chunkLeft == 0) {
                    nextChunk();
                } else {
                    body.write(in.read());
                    chunkLeft--;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toByteArray();
    }

    private void nextChunk() throws IOException {
        if (!first) {
            line();
        }
        first = false;
        chunkLeft = Long.parseLong(line(), 16);
        over = chunkLeft == 0;
    }

    /** Whether the body ended as it should. */
    boolean isOver() {
        return over;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
