package io.orbweaver.service;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * A server that does wrong, and what is right to make of it.
 *
 * @param name says what is wrong
 * @param servers starts the server
 * @param right what the seed's outcome may be: {@code page}, a failure's kind, a skip's reason, or {@code none} where
 *     the job must end before it has one
 * @param slow whether the outcome takes a time-out or a wait, so that it is given little
 * @param spec what the job asks besides
 */
record Hostility(String name, Supplier<Running> servers, List<String> right, boolean slow, Map<String, String> spec) {

    private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();

    static Hostility of(String name, Supplier<Running> servers, String... right) {
        return new Hostility(name, servers, List.of(right), false, Map.of());
    }

    /** The same, which takes its time. */
    Hostility thatIsSlow() {
        return new Hostility(name, servers, right, true, spec);
    }

    /** The same, whose job asks for something; the value is JSON with single quotes. */
    Hostility asking(String field, String value) {
        Map<String, String> more = new TreeMap<>(spec);
        more.put(field, value);
        return new Hostility(name, servers, right, slow, more);
    }

    /** What it is about: the name's first word. */
    String family() {
        return name.substring(0, name.indexOf(':'));
    }

    /** Starts its server, at a port that no other had before: what is known of that origin would be taken for its. */
    Running start() {
        Running server = servers.get();
        while (!PORTS.add(URI.create(server.seed()).getPort())) {
            server.close();
            server = servers.get();
        }
        return server;
    }

    /** Whether the job ends before the seed has an outcome. */
    boolean isEndless() {
        return right.contains("none");
    }

    /**
     * Such a server that runs.
     *
     * @param seed the URL to crawl
     * @param open its open connections
     * @param harm requests that nobody should have made
     * @param closing stops it
     */
    record Running(String seed, IntSupplier open, IntSupplier harm, Runnable closing) implements AutoCloseable {

        @Override
        public void close() {
            closing.run();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
