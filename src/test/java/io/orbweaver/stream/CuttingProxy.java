package io.orbweaver.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands between one client and the service, and cuts its first connections in the middle of an event: one as if the
 * other side had closed, the next by a reset. Below {@code /client/} it serves a page itself, and takes what that page
 * posts, so that a browser's page and its events have one origin.
 */
final class CuttingProxy implements AutoCloseable {

    /** Pages that a connection shows before it is cut within the next. */
    private static final int[] PAGES_UNTIL_CUT = {20, 35};

    private static final byte[] PAGE_EVENT = "event: page\ndata: {".getBytes(StandardCharsets.US_ASCII);
    private static final int BYTES_INTO_IT = 10;

    private final ServerSocket listening;
    private final int servicePort;
    private final int[] pagesUntilCut;
    private final byte[] page;
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private final Queue<String> resumedFrom = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<String> posted = new CompletableFuture<>();

    CuttingProxy(int servicePort, byte[] page) {
        this(servicePort, page, PAGES_UNTIL_CUT);
    }

    /** @param pagesUntilCut pages that each of the first streams shows before it is cut within the next */
    CuttingProxy(int servicePort, byte[] page, int... pagesUntilCut) {
        this.pagesUntilCut = pagesUntilCut;
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.servicePort = servicePort;
        this.page = page;
        start("proxy", this::accept);
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                start("proxy-connection", () -> serve(client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            if (head.startsWith("GET /client/")) {
                answer(client, "200 OK", page);
            } else if (head.startsWith("POST /client/")) {
                byte[] body = client.getInputStream().readNBytes(Integer.parseInt(header(head, "content-length")));
                answer(client, "204 No Content", new byte[0]);
                posted.complete(new String(body, StandardCharsets.UTF_8));
            } else if (head.startsWith("GET /v1/")
                    && head.lines().findFirst().orElse("").contains("/events")) {
                pass(client, head);
            } else if (head.startsWith("GET /v1/") || head.startsWith("POST /v1/")) {
                passWhole(client, head);
            } else {
                answer(client, "404 Not Found", new byte[0]);
            }
        } catch (IOException gone) {
            // by either side, which is what this is about
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("no request");
            }
            head.write(b);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static @Nullable String header(String head, String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse(null);
    }

    private static void answer(Socket client, String status, byte[] body) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(("HTTP/1.1 " + status + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + body.length
                        + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    /** A request that is no stream's, whose answer is never cut. */
    private void passWhole(Socket client, String head) throws IOException {
        String length = header(head, "content-length");
        byte[] body = client.getInputStream().readNBytes(length == null ? 0 : Integer.parseInt(length));
        try (Socket service = toService(head)) {
            service.getOutputStream().write(body);
            service.getOutputStream().flush();
            service.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private Socket toService(String head) throws IOException {
        Socket service = new Socket();
        service.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), servicePort));
        String once = head.replaceAll("(?i)\r\nconnection:[^\r]*", "").replace("\r\n\r\n", "\r\n");
        service.getOutputStream().write((once + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return service;
    }

    /** One request for each connection, so that the next comes by a connection that may be cut in its turn. */
    private void pass(Socket client, String head) throws IOException {
        int number = streams.getAndIncrement();
        String last = header(head, "last-event-id");
        resumedFrom.add(last == null ? "" : last);
        try (Socket service = toService(head)) {
            boolean cut = copy(service, client, number < pagesUntilCut.length ? pagesUntilCut[number] : -1);
            if (cut) {
                cuts.incrementAndGet();
                if (number % 2 == 1) {
                    client.setSoLinger(true, 0);
                }
            }
        }
    }

    /** Whether it ended within the page event behind so many. */
    private static boolean copy(Socket from, Socket to, int pages) throws IOException {
        byte[] buffer = new byte[4_096];
        int seen = 0;
        int matched = 0;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            for (int i = 0; i < count; i++) {
                matched = buffer[i] == PAGE_EVENT[matched] ? matched + 1 : buffer[i] == PAGE_EVENT[0] ? 1 : 0;
                if (matched == PAGE_EVENT.length) {
                    matched = 0;
                    if (seen++ == pages) {
                        out.write(buffer, 0, Math.min(count, i + BYTES_INTO_IT));
                        out.flush();
                        return true;
                    }
                }
            }
            out.write(buffer, 0, count);
            out.flush();
        }
        return false;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Connections that were cut. */
    int cuts() {
        return cuts.get();
    }

    /** The Last-Event-ID of each request for events, in order; empty for none. */
    List<String> resumedFrom() {
        return List.copyOf(resumedFrom);
    }

    /** What the page posted. */
    CompletableFuture<String> posted() {
        return posted;
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
