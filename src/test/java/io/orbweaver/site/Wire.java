package io.orbweaver.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A server's end of a connection, with words for what may go wrong on it. Used by one thread. */
public final class Wire {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String requestHead;
    private boolean kept;

    Wire(Socket socket, InputStream in, String requestHead) throws IOException {
        this.socket = socket;
        this.in = in;
        this.out = socket.getOutputStream();
        this.requestHead = requestHead;
    }

    /** The request line and header fields as they came. */
    public String requestHead() {
        return requestHead;
    }

    /** The path and query that the request line asks for. */
    public String requestTarget() {
        return requestHead.split(" ", 3)[1];
    }

    /** Sends text at once; characters are bytes, and line ends are the caller's. */
    public Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes at once. */
    public Wire send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /** Sends a status line and header fields, one for each argument. */
    public Wire head(int status, String... fields) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Whatever\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        return send(head.append("\r\n").toString());
    }

    /** Says nothing until the client goes away. */
    public void stall() throws IOException {
        pause(Duration.ZERO);
    }

    /** Says nothing for a time, or until the client goes away, which ends the answer. */
    public Wire pause(Duration time) throws IOException {
        socket.setSoTimeout(Math.toIntExact(time.toMillis()));
        try {
            if (in.read() < 0) {
                throw new IOException("the client has gone");
            }
        } catch (SocketTimeoutException e) {
            return this;
        }
        throw new IOException("the client sent more than a request");
    }

    /** Reads all that the client sends and does nothing with it, until the client goes away. */
    public void ignore() throws IOException {
        byte[] heard = new byte[8192];
        while (in.read(heard) >= 0) {
            continue;
        }
    }

    /** Waits until the client says something. */
    public Wire hear() throws IOException {
        if (in.read() < 0) {
            throw new IOException("the client has gone");
        }
        return this;
    }

    /** Ends what it sends, and keeps the connection. */
    public Wire closeOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Breaks the connection off with a TCP reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Has the connection wait for another request when the answer has ended. */
    public void keepAlive() {
        kept = true;
    }

    boolean isKept() {
        return kept && !socket.isClosed();
    }
}
