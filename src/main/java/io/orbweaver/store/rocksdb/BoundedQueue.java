package io.orbweaver.store.rocksdb;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import reactor.util.concurrent.Queues;

/**
 * A bounded queue with many producers and one consumer. Producers may be event loops: offering takes no lock, and never
 * waits; that is why none of {@code java.util.concurrent}'s blocking queues serves.
 */
final class BoundedQueue<T> {

    private final Queue<T> queue = Queues.<T>unboundedMultiproducer().get();
    private final AtomicInteger size = new AtomicInteger();
    private final int sizeMax;
    private volatile @Nullable Thread waiting;

    BoundedQueue(int sizeMax) {
        this.sizeMax = sizeMax;
    }

    /** Adds an element; false if it is full. Any thread. */
    boolean offer(T element) {
        if (size.incrementAndGet() > sizeMax) {
            size.decrementAndGet();
            return false;
        }
        add(element);
        return true;
    }

    /** Adds an element past the bound: for undoing what an element before it left. Any thread. */
    void offerAlways(T element) {
        size.incrementAndGet();
        add(element);
    }

    private void add(T element) {
        queue.offer(element);
        Thread consumer = waiting;
        if (consumer != null) {
            LockSupport.unpark(consumer);
        }
    }

    /** Takes the first element, waiting for one at most so long; null where none came. The consumer only. */
    @Nullable
    T poll(long time, TimeUnit unit) throws InterruptedException {
        T first = take();
        long deadline = System.nanoTime() + unit.toNanos(time);
        while (first == null) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return null;
            }
            waiting = Thread.currentThread();
            first = take(); // one that was offered before this thread was seen to wait wakes no thread
            if (first == null) {
                LockSupport.parkNanos(this, left);
                first = take();
            }
            waiting = null;
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return first;
    }

    /** Takes what is there, at most so many. The consumer only. */
    void drainTo(Collection<? super T> target, int max) {
        for (int i = 0; i < max; i++) {
            T next = take();
            if (next == null) {
                return;
            }
            target.add(next);
        }
    }

    private @Nullable T take() {
        T next = queue.poll();
        if (next != null) {
            size.decrementAndGet();
        }
        return next;
    }

    /** How many wait. */
    int size() {
        return Math.min(sizeMax, size.get());
    }
}
