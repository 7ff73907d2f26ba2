package io.orbweaver.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Thousands of watchers of one job in a process of their own: some read and check every event, the others ask and never
 * read. Says {@code connected} when all have asked, and at the end, or when a line comes in, what they saw.
 */
public final class WatcherSwarm {

    /**
     * Bytes that one reader takes in its turn: with more, a turn of thousands lasts so long that they pass for stalled.
     */
    private static final int BUFFER = 16 << 10;

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final byte[] bytes = new byte[BUFFER];
    private final List<Reading> reading = new ArrayList<>();
    private final List<SocketChannel> stalled = new ArrayList<>();

    private WatcherSwarm() throws IOException {}

    /** What one watcher has seen. */
    private record Reading(SocketChannel channel, StreamCheck check) {}

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[0]);
        WatcherSwarm swarm = new WatcherSwarm();
        byte[] request =
                ("GET " + args[1] + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        int readers = Integer.parseInt(args[2]);
        int stalled = Integer.parseInt(args[3]);
        // the stalled ones stand between the others, so that a service that minds them would mind all
        for (int i = 0; i < readers + stalled; i++) {
            boolean stalls = stalled > 0 && i % Math.max(1, (readers + stalled) / stalled) == 0;
            swarm.connect(port, request, stalls && swarm.stalled.size() < stalled);
        }
        System.out.println("connected " + swarm.reading.size() + " " + swarm.stalled.size());
        swarm.read();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        swarm.report();
        in.readLine();
        System.out.println("dropped " + swarm.dropped());
    }

    private void connect(int port, byte[] request, boolean stalls) throws IOException {
        SocketChannel channel = SocketChannel.open();
        if (stalls) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
        }
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.write(ByteBuffer.wrap(request));
        channel.configureBlocking(false);
        if (stalls) {
            stalled.add(channel);
        } else {
            Reading watcher = new Reading(channel, new StreamCheck());
            channel.register(selector, SelectionKey.OP_READ, watcher);
            reading.add(watcher);
        }
    }

    private void read() throws IOException {
        while (!selector.keys().isEmpty()) {
            selector.select(this::read, 100); // closed ones leave its keys only in the next turn
        }
    }

    private void read(SelectionKey key) {
        Reading watcher = (Reading) key.attachment();
        try {
            buffer.clear();
            int count = watcher.channel().read(buffer);
            if (count > 0) {
                buffer.flip().get(bytes, 0, count);
                watcher.check().take(bytes, count);
            }
            if (count < 0 || watcher.check().isOver()) {
                watcher.channel().close();
            }
        } catch (IOException e) {
            watcher.check().wrong("broken: " + e.getMessage());
            key.cancel();
        }
    }

    private void report() {
        long wrong = reading.stream().filter(w -> w.check().problem() != null).count();
        System.out.println("wrong " + wrong);
        reading.stream()
                .map(w -> w.check().problem())
                .filter(problem -> problem != null)
                .distinct()
                .limit(5)
                .forEach(problem -> System.out.println("problem " + problem));
        System.out.println(
                "ended " + reading.stream().filter(w -> w.check().hasEnded()).count());
        System.out.println(
                "events " + reading.stream().mapToLong(w -> w.check().lastId()).sum());
        System.out.println("least "
                + reading.stream().mapToLong(w -> w.check().lastId()).min().orElse(0));
        System.out.println(
                "bytes " + reading.stream().mapToLong(w -> w.check().bytes()).sum());
    }

    /** How many of the stalled find their connection reset, now that they look. */
    private long dropped() {
        return stalled.stream().filter(this::isDropped).count();
    }

    private boolean isDropped(SocketChannel channel) {
        try {
            int count;
            do {
                count = channel.read(buffer.clear());
            } while (count > 0);
            return count < 0;
        } catch (IOException reset) {
            return true;
        }
    }
}
