package io.orbweaver.crawl;

import io.orbweaver.commit.Ledger;
import io.orbweaver.fetch.FetchProperties;
import io.orbweaver.fetch.FetchSlots;
import io.orbweaver.fetch.Fetcher;
import io.orbweaver.fetch.FileFetcher;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.job.JobWaits;
import io.orbweaver.job.Jobs;
import io.orbweaver.politeness.HostGate;
import io.orbweaver.robots.RobotsCache;
import io.orbweaver.url.UrlResolver;
import java.time.InstantSource;
import java.util.Random;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Wires the pipeline and ties it to the service's life. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties
class CrawlConfiguration {

    /** More than there are visits. */
    private static final int PARSES_WAITING_MAX = 10_000;

    /** Of the heap, for each thread that parses: the worst pages that were found take some 300 MB of it. */
    private static final long BYTES_FOR_A_PARSE = 384 << 20;

    @Bean
    RobotsCache robotsCache(InstantSource clock) {
        return new RobotsCache(clock);
    }

    @Bean
    JobWaits jobWaits() {
        return new JobWaits();
    }

    @Bean
    ParseScheduler parseScheduler() {
        Runtime runtime = Runtime.getRuntime();
        long forHeap = Math.max(1, runtime.maxMemory() / BYTES_FOR_A_PARSE);
        int threads = (int) Math.min(runtime.availableProcessors(), forHeap);
        return new ParseScheduler(Schedulers.newBoundedElastic(threads, PARSES_WAITING_MAX, "parse"));
    }

    /** Threads that take out of pages what jobs ask for. Ended with the context. */
    record ParseScheduler(Scheduler pages) implements DisposableBean {
        @Override
        public void destroy() {
            pages.dispose();
        }
    }

    @Bean
    Crawler crawler(
            Jobs jobs,
            Ledger ledger,
            Frontier frontier,
            HostGate gate,
            FetchSlots slots,
            Fetcher fetcher,
            FileFetcher files,
            RobotsCache robots,
            JobWaits waits,
            ObjectProvider<CrawlListener> listener,
            ObjectProvider<TransferTrace> trace,
            FetchProperties fetch,
            CrawlProperties properties,
            ParseScheduler parse,
            InstantSource clock) {
        UrlResolver.loadTables(); // event loops read links
        return new Crawler(new CrawlPorts(
                jobs,
                ledger,
                frontier,
                gate,
                slots,
                fetcher,
                files,
                robots,
                waits,
                listener.getIfAvailable(() -> CrawlListener.NONE),
                trace.getIfAvailable(() -> TransferTrace.NONE),
                fetch.productToken(),
                clock,
                Schedulers.parallel(),
                parse.pages(),
                new BodyBudget(properties.heldBytes().toBytes()),
                new Random()));
    }

    @Bean
    HostsWaiting hostsWaiting(Crawler crawler) {
        return crawler.hostsWaiting();
    }

    @Bean
    CrawlerLifecycle crawlerLifecycle(Crawler crawler, CrawlProperties properties) {
        return new CrawlerLifecycle(crawler, properties.stopGrace());
    }
}
