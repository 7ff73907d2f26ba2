package io.orbweaver.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * The component that applies the {@link LogLimit} to warnings and errors of all loggers, those of libraries too, and
 * logs once a minute how many were left out.
 */
final class LogLimitLifecycle implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LogLimitLifecycle.class);

    private final InstantSource clock;
    private final Scheduler timer;
    private final List<Limiting> filters = new ArrayList<>();
    private @Nullable Disposable reporting;

    LogLimitLifecycle(InstantSource clock, Scheduler timer) {
        this.clock = clock;
        this.timer = timer;
    }

    /** Of one appender; the events bring their time. */
    static final class Limiting extends Filter<ILoggingEvent> {

        private final LogLimit limit = new LogLimit();

        @Override
        public FilterReply decide(ILoggingEvent event) {
            boolean limited = isStarted()
                    && event.getLevel().isGreaterOrEqual(Level.WARN)
                    && !event.getLoggerName().equals(LogLimitLifecycle.class.getName());
            return limited && !limit.take(event.getLoggerName(), event.getTimeStamp())
                    ? FilterReply.DENY
                    : FilterReply.NEUTRAL;
        }
    }

    @Override
    public void start() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().forEachRemaining(this::limit);
        }
        reporting = Flux.interval(Duration.ofMillis(LogLimit.MINUTE_MILLIS), timer)
                .onBackpressureDrop()
                .subscribe(
                        tick -> report(),
                        error -> log.error("internal error: omitted log lines are no longer counted", error));
    }

    private void limit(Appender<ILoggingEvent> appender) {
        Limiting filter = new Limiting();
        filter.start();
        appender.addFilter(filter);
        filters.add(filter);
    }

    private void report() {
        if (!filters.isEmpty()) {
            for (LogLimit.Omitted omitted : filters.get(0).limit.omitted(clock.millis())) {
                log.warn(
                        "{} more lines of {} in a minute were omitted; all failures are counted in the metrics",
                        omitted.lines(),
                        omitted.place());
            }
        }
    }

    /** The appenders outlive it, where a test starts the service again. */
    @Override
    public void stop() {
        if (reporting != null) {
            reporting.dispose();
            reporting = null;
        }
        filters.forEach(Filter::stop);
        filters.clear();
    }

    @Override
    public boolean isRunning() {
        return reporting != null;
    }
}
