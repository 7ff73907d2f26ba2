package io.orbweaver.site;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on loopback that tells what it was asked for: HTTP's CONNECT, or SOCKS 5 (RFC 1928, RFC 1929). */
public final class FakeProxy implements AutoCloseable {

    /** What it does when it is asked. */
    public enum Mood {
        /** Connects. */
        WILLING,
        /** Says no. */
        REFUSING,
        /** Closes the connection. */
        DYING,
        /** Says nothing. */
        SILENT
    }

    private final ServerSocket listener;
    private final boolean socks;
    private final Mood mood;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> credentials = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private FakeProxy(boolean socks, Mood mood) throws IOException {
        this.socks = socks;
        this.mood = mood;
        InetAddress address = InetAddress.getByName("127.0.0.1");
        listener = NewPort.of(() -> new ServerSocket(0, 50, address), ServerSocket::getLocalPort, ServerSocket::close);
        inBackground(this::accept);
    }

    /** Starts one of a scheme, {@code http} or {@code socks5}. */
    public static FakeProxy start(String scheme, Mood mood) {
        try {
            return new FakeProxy(scheme.equals("socks5"), mood);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its URI, with user and password or without. */
    public String uri(String userInfo) {
        return (socks ? "socks5://" : "http://") + userInfo + "127.0.0.1:" + listener.getLocalPort();
    }

    /** The targets that it was asked for, as asked: {@code name:port} or {@code address:port}. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** What clients said who they are, {@code user:password}. */
    public List<String> credentials() {
        return List.copyOf(credentials);
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void inBackground(Step step) {
        Thread thread = new Thread(
                () -> {
                    try {
                        step.run();
                    } catch (IOException e) {
                        return; // closed
                    }
                },
                "fake-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            open.add(client);
            inBackground(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        String target = socks ? socksTarget(in, out) : httpTarget(in);
        asked.add(target);
        switch (mood) {
            case WILLING -> tunnel(client, in, target);
            case REFUSING -> out.write(socks ? socksAnswer(2) : http("403 Forbidden"));
            case DYING -> client.close();
            case SILENT -> in.read();
        }
        if (mood == Mood.REFUSING) {
            client.close();
        }
    }

    private String httpTarget(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        for (String line : head.toString().split("\r\n")) {
            if (line.toLowerCase().startsWith("proxy-authorization: basic ")) {
                byte[] decoded = Base64.getDecoder().decode(line.substring(27));
                credentials.add(new String(decoded, StandardCharsets.UTF_8));
            }
        }
        return head.substring(head.indexOf(" ") + 1, head.indexOf(" HTTP/"));
    }

    private String socksTarget(DataInputStream in, OutputStream out) throws IOException {
        in.readByte();
        byte[] methods = in.readNBytes(in.readByte());
        boolean password = new String(methods, StandardCharsets.ISO_8859_1).indexOf(2) >= 0;
        out.write(new byte[] {5, (byte) (password ? 2 : 0)});
        if (password) {
            in.readByte();
            String user = new String(in.readNBytes(in.readByte()), StandardCharsets.UTF_8);
            credentials.add(user + ":" + new String(in.readNBytes(in.readByte()), StandardCharsets.UTF_8));
            out.write(new byte[] {1, 0});
        }
        in.readNBytes(3);
        String host = switch (in.readByte()) {
            case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
            case 3 -> new String(in.readNBytes(in.readByte()), StandardCharsets.US_ASCII);
            default -> "[" + InetAddress.getByAddress(in.readNBytes(16)).getHostAddress() + "]";
        };
        return host + ":" + in.readUnsignedShort();
    }

    private static byte[] socksAnswer(int status) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(new byte[] {5, (byte) status, 0, 1});
        answer.writeBytes(new byte[6]);
        return answer.toByteArray();
    }

    private static byte[] http(String status) {
        return ("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private void tunnel(Socket client, InputStream in, String target) throws IOException {
        int colon = target.lastIndexOf(':');
        Socket server = new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
        open.add(server);
        client.getOutputStream().write(socks ? socksAnswer(0) : http("200 Connected"));
        inBackground(() -> {
            try (client;
                    server) {
                server.getInputStream().transferTo(client.getOutputStream());
            }
        });
        try (client;
                server) {
            in.transferTo(server.getOutputStream());
        }
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
