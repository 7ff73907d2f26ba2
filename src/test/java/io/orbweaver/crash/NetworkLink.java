package io.orbweaver.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A connection between two processes that can be cut: by then nothing comes through, and nobody is told. */
final class NetworkLink implements AutoCloseable {

    private final ServerSocket listening;
    private final int to;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /** @param to the port that it leads to */
    NetworkLink(int to) throws IOException {
        this.to = to;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        begin(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private static void begin(Runnable work) {
        Thread thread = new Thread(work, "link");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket near = listening.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
                sockets.add(near);
                sockets.add(far);
                begin(() -> pump(near, far));
                begin(() -> pump(far, near));
            } catch (IOException e) {
                // it is closed, or nobody is there: whoever called sees it
            }
        }
    }

    private void pump(Socket from, Socket into) {
        byte[] bytes = new byte[16 << 10];
        try (from;
                into;
                InputStream in = from.getInputStream();
                OutputStream out = into.getOutputStream()) {
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                if (!cut) { // what is lost is lost: the connection is of no use any more
                    out.write(bytes, 0, length);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // an end has gone away, and with it the other
        }
    }

    /** Swallows whatever is sent, on old connections and new ones. */
    void cut() {
        cut = true;
    }

    /** New connections come through again; old ones, which miss something, break. */
    void mend() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
        cut = false;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        mend();
    }
}
