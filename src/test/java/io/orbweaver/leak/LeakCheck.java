package io.orbweaver.leak;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails the run, after its last test, where Netty's leak detector reported a buffer that nobody released: by itself it
 * only writes to the log. Found by JUnit as an extension of every test. Where two JVMs run tests side by side, each
 * takes one class after the other, and each class is a run.
 *
 * <p>The detector learns of a buffer when it is collected, and reports when the next one is made. So at the end one is
 * lost on purpose, as a witness: when it is reported, what was lost before is too, and the detector is known to work.
 */
public final class LeakCheck implements BeforeAllCallback, AutoCloseable {

    private static final String WITNESS = "the witness of the leak check";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /**
     * What is noted of buffers that a thread makes; what touches them is not noted, which would cost more than the
     * tests.
     */
    private static final ThreadLocal<String> HINT = new ThreadLocal<>();

    private static final AtomicInteger CHECKS = new AtomicInteger();
    private static final Queue<String> REPORTS = new ConcurrentLinkedQueue<>();

    static { // before Netty's buffers make their detectors
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ResourceLeakDetectorFactory() {
            @Override
            @SuppressWarnings("deprecation")
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> type, int interval, long maxActive) {
                return new Reporting<>(type, interval);
            }
        });
    }

    /** A detector that tells us, besides the log. */
    private static final class Reporting<T> extends ResourceLeakDetector<T> {

        Reporting(Class<?> type, int samplingInterval) {
            super(type, samplingInterval);
        }

        @Override
        protected @Nullable Object getInitialHint(String type) {
            return HINT.get();
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String type, String records) {
            REPORTS.add(type + records);
            if (!records.contains(WITNESS)) {
                super.reportTracedLeak(type, records);
            }
        }

        @Override
        protected void reportUntracedLeak(String type) {
            REPORTS.add(type);
            super.reportUntracedLeak(type);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(LeakCheck.class))
                .getOrComputeIfAbsent(LeakCheck.class, key -> this);
    }

    /** The last test has ended. */
    @Override
    public void close() {
        if (ResourceLeakDetector.getLevel() != ResourceLeakDetector.Level.PARANOID) {
            return; // an IDE runs without our settings: not every buffer is looked at
        }
        String witness = WITNESS + " " + CHECKS.incrementAndGet();
        lose(witness);
        Awaitility.await("the witness").atMost(PATIENCE).until(() -> {
            System.gc();
            PooledByteBufAllocator.DEFAULT.directBuffer(1).release();
            ByteBufAllocator.DEFAULT.heapBuffer(1).release();
            return REPORTS.stream().anyMatch(report -> report.contains(witness));
        });
        List<String> lost =
                REPORTS.stream().filter(report -> !report.contains(WITNESS)).toList();
        REPORTS.clear();
        if (!lost.isEmpty()) {
            throw new AssertionError(lost.size() + " buffers were lost: " + String.join("\n", lost));
        }
    }

    private static void lose(String witness) {
        HINT.set(witness);
        PooledByteBufAllocator.DEFAULT.directBuffer(1);
        HINT.remove();
    }
}
