package io.orbweaver.watch;

import io.orbweaver.event.EventLog;
import io.orbweaver.event.LiveProgress;
import io.orbweaver.event.LogTail;
import io.orbweaver.job.JobWaits;
import io.orbweaver.job.Jobs;
import java.time.InstantSource;
import java.util.Random;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The wiring of what serves watchers. */
@Configuration(proxyBeanMethods = false)
class WatchConfiguration {

    @Bean
    WatchScheduler watchScheduler() {
        return new WatchScheduler(Schedulers.newSingle("watch", true));
    }

    /** A separate thread: waking thousands of watchers must not delay other timers. Ended with the context. */
    record WatchScheduler(Scheduler wakeups) implements DisposableBean {
        @Override
        public void destroy() {
            wakeups.dispose();
        }
    }

    @Bean
    LogTail logTail(EventLog log, Jobs jobs, InstantSource clock, WatchScheduler watch) {
        return new LogTail(log, jobs, clock, watch.wakeups());
    }

    @Bean
    LiveProgress liveProgress(Jobs jobs, JobWaits waits, InstantSource clock, LogTail tail) {
        return new LiveProgress(jobs, waits, clock, Schedulers.parallel(), tail::wake);
    }

    @Bean
    WatchLifecycle watchLifecycle(LogTail tail, LiveProgress progress, StreamRegistry streams) {
        return new WatchLifecycle(tail, progress, streams);
    }

    @Bean
    WatchLifecycle.Farewell watchFarewell(StreamRegistry streams) {
        return new WatchLifecycle.Farewell(streams);
    }

    @Bean
    StreamSockets streamSockets() {
        return new StreamSockets();
    }

    @Bean
    StreamRegistry streamRegistry(
            WatcherProperties properties,
            ObjectProvider<WatcherListener> listeners,
            InstantSource clock,
            WatchScheduler watch) {
        WatcherListener listener = listeners.getIfAvailable(() -> WatcherListener.NONE);
        StreamRegistry streams = new StreamRegistry(properties, listener, clock, new Random(), watch.wakeups());
        listener.watchers(streams::count, properties.max());
        return streams;
    }

    @Bean
    EventStreams eventStreams(
            EventLog log,
            LogTail tail,
            LiveProgress progress,
            StreamRegistry registry,
            WatcherProperties properties,
            ObjectProvider<WatcherListener> listeners,
            InstantSource clock) {
        WatcherListener listener = listeners.getIfAvailable(() -> WatcherListener.NONE);
        return new EventStreams(
                new SharedReads(log), tail, progress, registry, properties, listener, clock, Schedulers.parallel());
    }
}
