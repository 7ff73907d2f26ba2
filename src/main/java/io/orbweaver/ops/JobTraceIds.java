package io.orbweaver.ops;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.orbweaver.job.JobId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The ids of a job's span, derived from the job's id: every instance, after any number of restarts, computes the same
 * ids, and nothing is stored for them. All other ids are random.
 */
final class JobTraceIds implements IdGenerator {

    private static final long TRACE_HIGH = 0x6f72627765617665L;
    private static final long TRACE_LOW = 0x722e74726163652eL;
    private static final long SPAN = 0x6a6f622e7370616eL;

    private final IdGenerator random = IdGenerator.random();
    /** Set while {@link #as} runs only. */
    private final ThreadLocal<@Nullable JobId> job = new ThreadLocal<>();

    static String traceId(JobId id) {
        return TraceId.fromLongs(mixed(id.value() ^ TRACE_HIGH), mixed(id.value() ^ TRACE_LOW));
    }

    static String spanId(JobId id) {
        long mixed = mixed(id.value() ^ SPAN);
        return SpanId.fromLong(mixed == 0 ? 1 : mixed); // 0 is no span
    }

    /** The finaliser of SplitMix64: different numbers stay different, and look random to a sampler. */
    private static long mixed(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** Begins a span, which gets the ids of a job. */
    <T> T as(JobId id, Supplier<T> begin) {
        job.set(id);
        try {
            return begin.get();
        } finally {
            job.remove();
        }
    }

    @Override
    public String generateTraceId() {
        JobId id = job.get();
        return id == null ? random.generateTraceId() : traceId(id);
    }

    @Override
    public String generateSpanId() {
        JobId id = job.get();
        return id == null ? random.generateSpanId() : spanId(id);
    }
}
