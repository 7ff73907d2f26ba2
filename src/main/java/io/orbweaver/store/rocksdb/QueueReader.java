package io.orbweaver.store.rocksdb;

import io.orbweaver.job.JobId;
import io.orbweaver.store.rocksdb.HostQueue.Entry;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.KeyValues;
import io.orbweaver.store.rocksdb.database.KeyValues.Rows;
import io.orbweaver.store.rocksdb.database.Keyspace;
import io.orbweaver.store.rocksdb.database.QueueCodec;
import io.orbweaver.url.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A reader of a job's hosts and queues on disk, in bounded parts. Used by the store's thread. */
final class QueueReader {

    /** A retry is never later than this, whatever the clock did in between. */
    private static final Duration DUE_MAX = Duration.ofDays(1);

    private static final int TIMED_AT_ONCE = 16;

    private final Supplier<KeyValues> open;
    private final LongPredicate isLeased;

    /**
     * @param open the open database
     * @param isLeased whether the URL with an ordinal is leased: it is on disk, and must not be read again
     */
    QueueReader(Supplier<KeyValues> open, LongPredicate isLeased) {
        this.open = open;
        this.isLeased = isLeased;
    }

    /**
     * Hosts found.
     *
     * @param hosts not in the window before
     * @param scannedTo where to go on, or null from the beginning
     * @param complete whether no host is left that is not in the window
     */
    record Hosts(List<Host> hosts, byte @Nullable [] scannedTo, boolean complete) {}

    /** Reads hosts after a key, wrapping around once. */
    Hosts hosts(JobId job, byte @Nullable [] after, int max, Set<Host> inWindow) {
        byte[] prefix = Keyspace.jobPrefix(job);
        List<Host> found = new ArrayList<>();
        byte[] last = after;
        try (Rows it = iterator(Family.HOSTS)) {
            it.seek(after == null ? prefix : next(after));
            while (it.isValid() && Keyspace.startsWith(it.key(), prefix)) {
                if (found.size() >= max) {
                    return new Hosts(found, last, false);
                }
                last = it.key();
                Host host = Keyspace.hostOf(last);
                if (!inWindow.contains(host)) {
                    found.add(host);
                }
                it.next();
            }
        }
        // the end was reached: all was seen in this pass only if it began at the beginning
        return new Hosts(found, null, after == null);
    }

    /** When the first URL with a due time is due; MAX if there is no such URL. */
    Instant firstTimed(JobId job, Host host, Instant now) {
        byte[] prefix = Keyspace.queuePrefix(job, host, Keyspace.CLASS_TIMED);
        try (Rows it = iterator(Family.QUEUE)) {
            it.seek(prefix);
            return it.isValid() && Keyspace.startsWith(it.key(), prefix) ? due(it.key(), now) : Instant.MAX;
        }
    }

    /** Moves URLs whose time has come to the front of a queue's window, and notes when the next is due. */
    void timed(JobId job, HostQueue queue, Instant now) {
        byte[] prefix = Keyspace.queuePrefix(job, queue.host, Keyspace.CLASS_TIMED);
        Deque<Entry> come = new ArrayDeque<>();
        queue.nextTimed = Instant.MAX;
        try (Rows it = iterator(Family.QUEUE)) {
            for (it.seek(prefix); it.isValid() && Keyspace.startsWith(it.key(), prefix); it.next()) {
                byte[] key = it.key();
                if (isLeased.test(Keyspace.ordinalOf(key)) || holds(queue, key)) {
                    continue;
                }
                if (due(key, now).isAfter(now) || come.size() >= TIMED_AT_ONCE) {
                    queue.nextTimed = due(key, now);
                    break;
                }
                come.addLast(new Entry(key, QueueCodec.decode(it.value())));
            }
        }
        come.descendingIterator().forEachRemaining(queue.ready::addFirst);
    }

    /** Reads on where a queue's window ends. */
    void ready(JobId job, HostQueue queue, int max) {
        byte[] parked = Keyspace.queuePrefix(job, queue.host, Keyspace.CLASS_PARKED);
        byte[] end = Keyspace.queuePrefix(job, queue.host, Keyspace.CLASS_TIMED);
        try (Rows it = iterator(Family.QUEUE)) {
            it.seek(queue.readTo == null ? parked : next(queue.readTo));
            while (it.isValid() && Arrays.compareUnsigned(it.key(), end) < 0) {
                byte[] key = it.key();
                if (queue.ready.size() >= max) {
                    return;
                }
                queue.readTo = key;
                if (!isLeased.test(Keyspace.ordinalOf(key)) && !holds(queue, key)) {
                    queue.ready.addLast(new Entry(key, QueueCodec.decode(it.value())));
                }
                it.next();
            }
        }
        queue.more = false;
    }

    private Rows iterator(Family family) {
        return open.get().rows(family);
    }

    private static boolean holds(HostQueue queue, byte[] key) {
        long ordinal = Keyspace.ordinalOf(key);
        return queue.ready.stream().anyMatch(entry -> entry.ordinal() == ordinal);
    }

    private static Instant due(byte[] key, Instant now) {
        Instant due = Instant.ofEpochMilli(Keyspace.dueOf(key));
        Instant latest = now.plus(DUE_MAX);
        return due.isAfter(latest) ? latest : due;
    }

    /** The smallest key after a key. */
    private static byte[] next(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }
}
