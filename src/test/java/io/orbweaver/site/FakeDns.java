package io.orbweaver.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A name server on loopback (RFC 1035) that answers what it is told to; names that it does not know do not exist. */
public final class FakeDns implements AutoCloseable {

    private static final int A = 1;
    private static final int CNAME = 5;
    private static final int AAAA = 28;

    private final DatagramSocket socket;
    private final Map<String, List<List<Answer>>> zone = new ConcurrentHashMap<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    /** One record of an answer. */
    private record Answer(String owner, int type, byte[] data) {}

    private FakeDns() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        Thread server = new Thread(this::serve, "fake-dns");
        server.setDaemon(true);
        server.start();
    }

    /** Starts one that knows nothing. */
    public static FakeDns start() {
        try {
            return new FakeDns();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is, as the property has it. */
    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /**
     * Knows a name.
     *
     * @param answers one for each time that a query of its type comes, the last of them from then on; each has
     *     addresses with commas between, or {@code cname} and a name
     */
    public FakeDns name(String name, String... answers) {
        zone.put(
                name,
                Arrays.stream(answers)
                        .map(answer -> Arrays.stream(answer.split(","))
                                .map(record -> record(name, record.strip()))
                                .toList())
                        .toList());
        return this;
    }

    /** Hears questions and answers none. */
    public FakeDns silent() {
        silent = true;
        return this;
    }

    /** The names that were asked for, by type, such as {@code 1 example.test}. */
    public List<String> questions() {
        return List.copyOf(questions);
    }

    private static Answer record(String owner, String text) {
        if (text.startsWith("cname ")) {
            return new Answer(owner, CNAME, wire(text.substring("cname ".length())));
        }
        byte[] address = io.netty.util.NetUtil.createByteArrayFromIpAddressString(text);
        return new Answer(owner, address.length == 4 ? A : AAAA, address);
    }

    private static byte[] wire(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String label : name.split("\\.")) {
            bytes.write(label.length());
            bytes.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        bytes.write(0);
        return bytes.toByteArray();
    }

    private void serve() {
        byte[] buffer = new byte[1500];
        while (!socket.isClosed()) {
            try {
                DatagramPacket query = new DatagramPacket(buffer, buffer.length);
                socket.receive(query);
                byte[] answer = answer(Arrays.copyOf(buffer, query.getLength()));
                if (!silent) {
                    socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
                }
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private byte[] answer(byte[] query) {
        StringBuilder name = new StringBuilder();
        int at = 12;
        while (query[at] != 0) {
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(query, at + 1, query[at], StandardCharsets.US_ASCII));
            at += query[at] + 1;
        }
        int end = at + 5;
        int type = query[at + 2];
        String asked = name.toString().toLowerCase(Locale.ROOT);
        String question = type + " " + asked;
        questions.add(question);
        long times = questions.stream().filter(question::equals).count();
        List<List<Answer>> known = zone.get(asked);
        List<Answer> answers = known == null
                ? List.of()
                : known.get((int) Math.min(times, known.size()) - 1).stream()
                        .filter(answer -> answer.type() == type || answer.type() == CNAME)
                        .toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(query, 0, 2);
        out.writeBytes(new byte[] {(byte) 0x85, (byte) (known == null ? 0x83 : 0x80), 0, 1, 0, (byte) answers.size()});
        out.writeBytes(new byte[4]);
        out.write(query, 12, end - 12);
        for (Answer answer : answers) {
            out.writeBytes(wire(answer.owner()));
            out.writeBytes(new byte[] {0, (byte) answer.type(), 0, 1, 0, 0, 0, 0, 0, (byte) answer.data().length});
            out.writeBytes(answer.data());
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
