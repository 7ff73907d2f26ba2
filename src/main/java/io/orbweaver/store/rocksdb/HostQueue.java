package io.orbweaver.store.rocksdb;

import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.store.rocksdb.database.Keyspace;
import io.orbweaver.url.Host;
import io.orbweaver.url.Origin;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A window onto one host's queue: its first URLs in memory, the rest on disk. Owned by the store's thread.
 *
 * <p>{@code ready} holds the URLs that come next; those on disk after {@code readTo} follow it, if {@code more}. URLs
 * with a due time come to {@code ready} when that has passed; the earliest is {@code nextTimed}.
 */
final class HostQueue {

    /** What the window does with the host. */
    enum Place {
        /** It has nothing that could be leased before something changes. */
        IDLE,
        /** It waits to be assigned. */
        DUE,
        /** It has URLs, and is not to be assigned before an instant. */
        WAITING,
        /** The pipeline has it. */
        OUT
    }

    /** URLs of one queue in memory, not counting those that are parked or returned. */
    static final int READY_MAX = 64;

    final Host host;
    final Deque<Entry> ready = new ArrayDeque<>();
    boolean more;
    byte @Nullable [] readTo;
    Instant nextTimed = Instant.MAX;
    Instant notBefore = Instant.MIN;
    Place place = Place.IDLE;
    int leased;

    /**
     * A queued URL.
     *
     * @param key under which it is queued on disk
     * @param url the URL
     */
    record Entry(byte[] key, FrontierUrl url) {

        long ordinal() {
            return Keyspace.ordinalOf(key);
        }

        Origin origin() {
            return url.target().origin();
        }
    }

    HostQueue(Host host) {
        this.host = host;
    }

    /** Whether there may be something to lease at an instant. */
    boolean hasWork(Instant now) {
        return !ready.isEmpty() || more || !nextTimed.isAfter(now);
    }

    /** Whether nothing is left, in memory, on disk or leased. */
    boolean isEmpty() {
        return ready.isEmpty() && !more && nextTimed.equals(Instant.MAX) && leased == 0;
    }

    /** When it will have something to lease and may be assigned; MAX if that is not known. */
    Instant dueAt() {
        Instant work = !ready.isEmpty() || more ? Instant.MIN : nextTimed;
        return work.isAfter(notBefore) ? work : notBefore;
    }

    /** A URL at the front; where the window is full its end goes out, and is read from the disk again. */
    void addFirst(Entry entry) {
        if (ready.size() >= READY_MAX) {
            if (Keyspace.isTimed(ready.removeLast().key())) {
                nextTimed = Instant.MIN;
            } else {
                readTo = null;
                more = true;
            }
        }
        ready.addFirst(entry);
    }

    /** A new URL at the end, kept in memory too where the window reaches that far, and as far as it may. */
    void addLast(Entry entry, int readyMax) {
        if (!more && ready.size() < readyMax) {
            ready.addLast(entry);
            readTo = entry.key();
        } else {
            more = true;
        }
    }
}
