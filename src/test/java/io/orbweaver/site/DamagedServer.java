package io.orbweaver.site;

import io.orbweaver.url.CanonicalUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server on raw sockets that does wrong, differently on each path; a path without a misbehaviour works. A thread
 * accepts, and one more serves each connection.
 */
public final class DamagedServer implements AutoCloseable {

    private static final int HEAD_BYTES_MAX = 1 << 20;
    private static final Misbehaviour NONE = wire -> {
        wire.head(200, "Content-Type: text/plain", "Content-Length: 2").send("ok");
        wire.keepAlive();
    };

    private final @Nullable Misbehaviour atOnce;
    private final ServerSocket listener;
    private final String host;
    private final Map<String, Misbehaviour> byPath = new ConcurrentHashMap<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();

    private volatile Misbehaviour others = NONE;

    private DamagedServer(String host, @Nullable Misbehaviour atOnce) throws IOException {
        this.host = host;
        this.atOnce = atOnce;
        String literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        InetAddress address = InetAddress.getByName(literal);
        listener = NewPort.of(() -> new ServerSocket(0, 50, address), ServerSocket::getLocalPort, ServerSocket::close);
        Thread acceptor = new Thread(this::accept, "damaged-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** Starts a server on 127.0.0.1 that does nothing wrong yet. */
    public static DamagedServer start() {
        return startOn("127.0.0.1");
    }

    /** Starts a server on an address as a URL has it, {@code [::1]} for example. */
    public static DamagedServer startOn(String host) {
        return start(host, null);
    }

    /** Starts a server on 127.0.0.1 that misbehaves on each connection before it has read anything. */
    public static DamagedServer startAtOnce(Misbehaviour misbehaviour) {
        return start("127.0.0.1", misbehaviour);
    }

    private static DamagedServer start(String host, @Nullable Misbehaviour atOnce) {
        try {
            return new DamagedServer(host, atOnce);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has a path misbehave; its query does not count. */
    public DamagedServer on(String path, Misbehaviour misbehaviour) {
        byPath.put(path, misbehaviour);
        return this;
    }

    /** Has every path misbehave that does not in a way of its own. */
    public DamagedServer onOthers(Misbehaviour misbehaviour) {
        others = misbehaviour;
        return this;
    }

    /** The port. */
    public int port() {
        return listener.getLocalPort();
    }

    /** The URL of a path. */
    public CanonicalUrl url(String path) {
        return CanonicalUrl.ofCanonical("http://" + host + ":" + port() + path);
    }

    /** Connections that were ever accepted. */
    public int accepted() {
        return accepted.get();
    }

    /** Connections that are open. */
    public int open() {
        return open.size();
    }

    /** Request lines with header fields, as they came. */
    public List<String> requestHeads() {
        return List.copyOf(heads);
    }

    /** The request lines, as they came. */
    public List<String> requestLines() {
        return heads.stream()
                .map(head -> head.substring(0, head.indexOf("\r\n")))
                .toList();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                accepted.incrementAndGet();
                open.add(socket);
                Thread server = new Thread(() -> serve(socket), "damaged-connection");
                server.setDaemon(true);
                server.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            boolean kept = atOnce == null;
            if (atOnce != null) {
                atOnce.answer(new Wire(socket, in, ""));
            }
            while (kept) {
                String head = readHead(in);
                if (head.isEmpty()) {
                    return;
                }
                heads.add(head);
                Wire wire = new Wire(socket, in, head);
                byPath.getOrDefault(pathOf(head), others).answer(wire);
                kept = wire.isKept();
            }
        } catch (IOException e) {
            return; // the client has gone
        } finally {
            open.remove(socket);
        }
    }

    private static String pathOf(String head) {
        String target = head.split(" ", 3)[1];
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < HEAD_BYTES_MAX) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
            if (next == '\n' && head.length() >= 4 && head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
                return head.toString();
            }
        }
        return "";
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
