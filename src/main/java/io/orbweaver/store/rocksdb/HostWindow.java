package io.orbweaver.store.rocksdb;

import io.orbweaver.frontier.DueHost;
import io.orbweaver.frontier.Frontier.DueHosts;
import io.orbweaver.job.JobId;
import io.orbweaver.store.rocksdb.HostQueue.Entry;
import io.orbweaver.store.rocksdb.HostQueue.Place;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.Keyspace;
import io.orbweaver.url.Host;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * A window of bounded size onto one job's hosts. Hosts beyond it are on disk and come in, in turn, as those inside have
 * nothing due. Owned by the store's thread.
 */
final class HostWindow {

    private final JobId job;
    private final QueueReader reader;
    private final RunningJobs share;
    private final Map<Host, HostQueue> window = new HashMap<>();
    private final Deque<HostQueue> line = new ArrayDeque<>();
    private boolean beyond;
    private byte @Nullable [] scannedTo;

    /** @param beyond whether the disk may hold hosts that are not in the window */
    HostWindow(JobId job, QueueReader reader, RunningJobs share, boolean beyond) {
        this.share = share;
        this.job = job;
        this.reader = reader;
        this.beyond = beyond;
    }

    /** A newly known URL. */
    void add(Batch batch, Host host, Entry entry) throws RocksDBException {
        HostQueue queue = queueForMore(batch, host);
        if (queue != null) {
            queue.addLast(entry, share.urlsMax(window.size()));
            toLine(batch, queue);
        }
    }

    /** A URL that a redirect parked at the front. */
    void addParked(Batch batch, Host host, Entry entry) throws RocksDBException {
        HostQueue queue = queueForMore(batch, host);
        if (queue != null) {
            queue.addFirst(entry);
            toLine(batch, queue);
        }
    }

    /** A URL that is due at an instant. */
    void addTimed(Batch batch, Host host, Instant due) throws RocksDBException {
        HostQueue queue = queueForMore(batch, host);
        if (queue != null) {
            boolean sooner = due.isBefore(queue.nextTimed);
            queue.nextTimed = sooner ? due : queue.nextTimed;
            if (queue.place == Place.IDLE) {
                queue.place = Place.WAITING;
            }
            if (sooner && queue.place == Place.WAITING) {
                batch.wake(job); // a pipeline that sleeps until the former next one learns of the earlier one
            }
        }
    }

    /** The queue that a URL joins in memory; null where the host stays beyond the window. */
    private @Nullable HostQueue queueForMore(Batch batch, Host host) throws RocksDBException {
        HostQueue queue = window.get(host);
        if (queue != null) {
            return queue;
        }
        // put even where it may be on disk: an operation before this one in the group may have deleted it
        batch.put(Family.HOSTS, Keyspace.host(job, host), new byte[0]);
        if (beyond || window.size() >= share.hostsMax()) {
            beyond = true;
            batch.wake(job);
            return null;
        }
        queue = new HostQueue(host);
        window.put(host, queue);
        return queue;
    }

    private void toLine(Batch batch, HostQueue queue) {
        if (queue.place == Place.IDLE || (queue.place == Place.WAITING && queue.notBefore.equals(Instant.MIN))) {
            queue.place = Place.DUE;
            line.addLast(queue);
            batch.wake(job);
        }
    }

    /** Assigns hosts that are due. */
    DueHosts due(Batch batch, int hostsMax, Instant now) throws RocksDBException {
        promoteWaiting(now);
        if (line.size() < hostsMax && beyond) {
            batch.settle();
            loadMore(now);
        }
        List<DueHost> assigned = new ArrayList<>();
        while (assigned.size() < hostsMax && !line.isEmpty()) {
            HostQueue queue = line.removeFirst();
            fill(batch, queue, now);
            Entry next = queue.ready.peekFirst();
            if (next != null) {
                queue.place = Place.OUT;
                assigned.add(new DueHost(queue.host, next.origin()));
            } else {
                settle(queue);
                forgetIfEmpty(batch, queue);
            }
        }
        return new DueHosts(assigned, !line.isEmpty() || beyond ? now : nextWaiting());
    }

    private void promoteWaiting(Instant now) {
        for (HostQueue queue : window.values()) {
            if (queue.place == Place.WAITING && !queue.dueAt().isAfter(now)) {
                queue.place = Place.DUE;
                queue.notBefore = Instant.MIN;
                line.addLast(queue);
            }
        }
    }

    private Instant nextWaiting() {
        return window.values().stream()
                .filter(queue -> queue.place == Place.WAITING)
                .map(HostQueue::dueAt)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    /** Brings hosts in from the disk, in place of those that have nothing due for longest. */
    private void loadMore(Instant now) throws RocksDBException {
        int hostsMax = share.hostsMax();
        int wanted = hostsMax / 2;
        if (window.size() > hostsMax - wanted) {
            window.values().stream()
                    .filter(queue -> queue.place == Place.WAITING && queue.leased == 0)
                    .sorted(Comparator.comparing(HostQueue::dueAt).reversed())
                    .limit(window.size() - (hostsMax - wanted))
                    .toList()
                    .forEach(queue -> window.remove(queue.host));
        }
        QueueReader.Hosts read = reader.hosts(job, scannedTo, Math.max(0, hostsMax - window.size()), window.keySet());
        beyond = !read.complete();
        scannedTo = read.scannedTo();
        for (Host host : read.hosts()) {
            HostQueue queue = new HostQueue(host);
            queue.more = true;
            queue.nextTimed = reader.firstTimed(job, host, now);
            queue.place = Place.DUE;
            window.put(host, queue);
            line.addLast(queue);
        }
    }

    /** The first URL of a host, or null where nothing is due there now. */
    @Nullable
    Entry peek(Batch batch, Host host, Instant now) throws RocksDBException {
        HostQueue queue = window.get(host);
        if (queue == null) {
            return null;
        }
        fill(batch, queue, now);
        return queue.ready.peekFirst();
    }

    /** Takes the first URL of a host, which {@link #peek} has shown. */
    Entry lease(Host host) {
        HostQueue queue = queue(host);
        queue.leased++;
        return queue.ready.removeFirst();
    }

    /** Takes the first URL of a host, which {@link #peek} has shown, out of its queue without a lease. */
    Entry takeOut(Host host) {
        return queue(host).ready.removeFirst();
    }

    /** The host's lease ended finally: its URL has left this queue. */
    void leaseEnded(Batch batch, Host host) throws RocksDBException {
        HostQueue queue = queue(host);
        queue.leased--;
        forgetIfEmpty(batch, queue);
    }

    /** A lease came back: the URL is the host's first again. */
    void giveBack(Host host, Entry entry) {
        HostQueue queue = queue(host);
        queue.leased--;
        queue.ready.addFirst(entry);
        if (queue.place == Place.IDLE) {
            queue.place = Place.DUE;
            line.addLast(queue);
        }
    }

    /** An assigned host has nothing due: it is offered again when it has. */
    void releaseEmpty(Batch batch, Host host) throws RocksDBException {
        HostQueue queue = window.get(host);
        if (queue != null && queue.place == Place.OUT) {
            settle(queue);
            if (queue.place == Place.WAITING) {
                batch.wake(job); // a retry came while the host was out: the next request learns when it is due
            }
            forgetIfEmpty(batch, queue);
        }
    }

    /** An assigned host must wait. */
    void later(Host host, Instant until) {
        HostQueue queue = window.get(host);
        if (queue != null && queue.place == Place.OUT) {
            queue.notBefore = until;
            queue.place = Place.WAITING;
        }
    }

    /** No host is assigned any more: the pipeline has dropped the job. */
    void recall() {
        window.values().stream().filter(queue -> queue.place == Place.OUT).forEach(queue -> {
            queue.place = Place.DUE;
            line.addLast(queue);
        });
    }

    private void settle(HostQueue queue) {
        queue.place = queue.nextTimed.equals(Instant.MAX) ? Place.IDLE : Place.WAITING;
        queue.notBefore = Instant.MIN;
    }

    private void forgetIfEmpty(Batch batch, HostQueue queue) throws RocksDBException {
        if (queue.isEmpty() && queue.place != Place.OUT) {
            window.remove(queue.host);
            line.remove(queue);
            batch.delete(Family.HOSTS, Keyspace.host(job, queue.host));
        }
    }

    private void fill(Batch batch, HostQueue queue, Instant now) throws RocksDBException {
        if (!queue.nextTimed.isAfter(now) && queue.ready.size() < HostQueue.READY_MAX) {
            batch.settle();
            reader.timed(job, queue, now);
        }
        if (queue.ready.isEmpty() && queue.more) {
            batch.settle();
            reader.ready(job, queue, share.urlsMax(window.size()));
        }
    }

    private HostQueue queue(Host host) {
        return Optional.ofNullable(window.get(host))
                .orElseThrow(() -> new IllegalStateException("a lease of a host that is not in the window"));
    }
}
