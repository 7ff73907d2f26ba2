package io.orbweaver.api;

import io.orbweaver.body.Bodies;
import io.orbweaver.event.EventLog;
import io.orbweaver.export.Exports;
import io.orbweaver.frontier.Frontier;
import java.time.InstantSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The wiring of exports to the ports. */
@Configuration(proxyBeanMethods = false)
class ExportConfiguration {

    private static final int THREADS = 2;
    private static final int TASKS_MAX = 1_000_000;
    private static final int IDLE_SECONDS = 60;

    @Bean
    ExportScheduler exportScheduler() {
        return new ExportScheduler(Schedulers.newBoundedElastic(THREADS, TASKS_MAX, "export", IDLE_SECONDS, true));
    }

    /** Threads of their own: to encode and compress takes long, and others have answers to give. */
    record ExportScheduler(Scheduler worker) implements DisposableBean {
        @Override
        public void destroy() {
            worker.dispose();
        }
    }

    @Bean
    Exports exports(
            EventLog log,
            Frontier frontier,
            Bodies bodies,
            ExportScheduler scheduler,
            ObjectProvider<BuildProperties> build) {
        BuildProperties known = build.getIfAvailable();
        String software = "Orbweaver/" + (known == null ? "development" : known.getVersion());
        return new Exports(log, frontier, bodies, scheduler.worker(), software);
    }

    @Bean
    ExportAnswers exportAnswers(Exports exports, ExportProperties properties, InstantSource clock) {
        return new ExportAnswers(
                exports,
                ConcurrencyLimit.ofExports(properties.max()),
                new DemandDrivenWriter(properties.stallTimeout(), clock, Schedulers.parallel()));
    }
}
