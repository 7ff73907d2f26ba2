package io.orbweaver.demo;

import io.orbweaver.commit.Ledger;
import io.orbweaver.demo.DemoRun.DemoSchedulers;
import io.orbweaver.event.LogTail;
import io.orbweaver.job.Jobs;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The wiring of the demo; the only place that decides whether it runs. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class DemoConfiguration {

    /** Tasks that may wait for the one thread; each subscriber's queue of lines is bounded besides. */
    private static final int CONSOLE_QUEUE_MAX = 1_024;

    @Bean
    static DemoTerminal demoTerminal() {
        return DemoTerminal.standard();
    }

    @Bean
    static DemoFolder demoFolder(ConfigurableEnvironment environment, DemoTerminal terminal) {
        return new DemoFolder(environment, terminal);
    }

    @Bean
    DemoServer demoServer() {
        return new DemoServer(DemoSite.generate(), Schedulers.parallel());
    }

    @Bean(destroyMethod = "dispose")
    Scheduler demoConsole() {
        return Schedulers.newBoundedElastic(1, CONSOLE_QUEUE_MAX, "demo-console", 60, true);
    }

    @Bean
    DemoRun demoRun(
            Ledger ledger,
            Jobs jobs,
            LogTail tail,
            DemoServer server,
            DemoTerminal terminal,
            Scheduler demoConsole,
            InstantSource clock,
            Environment environment,
            DemoProperties properties) {
        DemoSchedulers schedulers = new DemoSchedulers(Schedulers.parallel(), demoConsole);
        return new DemoRun(
                ledger,
                jobs,
                tail,
                server,
                terminal,
                schedulers,
                clock,
                environment,
                properties.exit() ? DemoConfiguration::exit : null);
    }

    /** Ends the process in order, from another thread: the one that asks is among those that the stop waits for. */
    private static void exit() {
        new Thread(() -> System.exit(0), "demo-exit").start();
    }
}
