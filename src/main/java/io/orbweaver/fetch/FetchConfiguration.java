package io.orbweaver.fetch;

import io.orbweaver.egress.EgressGuard;
import io.orbweaver.egress.FileRoots;
import io.orbweaver.fetch.connection.TrustedAuthorities;
import java.time.InstantSource;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The beans of the service's only fetcher, and of its cap. */
@Configuration(proxyBeanMethods = false)
class FetchConfiguration {

    private static final int FILE_THREADS = 4;
    private static final int FILES_WAITING_MAX = 10_000;

    @Bean
    FetchSlots fetchSlots(FetchProperties properties) {
        return new FetchSlots(properties.concurrency());
    }

    @Bean(destroyMethod = "close")
    Fetcher fetcher(
            FetchProperties properties, EgressGuard guard, ObjectProvider<SslBundles> bundles, InstantSource clock) {
        TrustManagerFactory trust = TrustedAuthorities.of(properties.sslBundle(), bundles.getIfAvailable());
        return new Fetcher(properties, guard, trust, Schedulers.parallel(), clock);
    }

    /** Files are read in turn by a few threads, however many there are. */
    @Bean(destroyMethod = "dispose")
    Scheduler fileScheduler() {
        return Schedulers.newBoundedElastic(FILE_THREADS, FILES_WAITING_MAX, "files");
    }

    @Bean
    FileFetcher fileFetcher(FileRoots roots, @Qualifier("fileScheduler") Scheduler files, InstantSource clock) {
        return new FileFetcher(roots, files, Schedulers.parallel(), clock);
    }
}
