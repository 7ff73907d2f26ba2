package io.orbweaver.site;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/**
 * Listens on a port that no other server of these tests had: the service remembers an origin's robots.txt and a host's
 * pace for longer than a test takes, and the system hands out a free port again at any time.
 */
final class NewPort {

    private static final Set<Integer> USED = ConcurrentHashMap.newKeySet();

    private NewPort() {}

    /**
     * The first of the servers that {@code start} gives whose port is new.
     *
     * @param start starts one on a port that the system chooses
     * @param port tells which one that is
     */
    static <S> S of(Callable<S> start, ToIntFunction<S> port, Stop<S> stop) {
        try {
            S server = start.call();
            while (!USED.add(port.applyAsInt(server))) {
                S used = server;
                server = start.call();
                stop.accept(used); // after the next one has started: the system might choose the same again
            }
            return server;
        } catch (Exception e) {
            throw new IllegalStateException("no server could be started", e);
        }
    }

    /** Stops a server. */
    interface Stop<S> {
        void accept(S server) throws Exception;
    }
}
