package io.orbweaver.store;

import io.orbweaver.store.base.StoreLimits;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the store.
 *
 * @param store which store: {@code rocksdb}, embedded, or {@code redis}, shared by several instances, with
 *     {@code spring.data.redis.*}
 * @param dataDir the embedded store's folder, made where it is missing
 * @param retention for how long a job is kept after its end, 1 s to 100 years; null for ever
 * @param jobs how many there may be
 * @param bodies how much of kept bodies there may be
 * @param sitemaps how many sitemaps of a job are read
 */
@Validated
@ConfigurationProperties("orbweaver")
record StoreProperties(
        @DefaultValue("rocksdb") Kind store,
        @DefaultValue("./data") Path dataDir,

        @Nullable @DurationMin(seconds = 1) @DurationMax(days = 36_525)
        Duration retention,

        @DefaultValue @Valid JobLimits jobs,
        @DefaultValue @Valid BodyLimits bodies,
        @DefaultValue @Valid SitemapLimits sitemaps) {

    /**
     * How many sitemaps are read.
     *
     * @param max sitemaps of one job, indexes of them included, 1 to 100,000; those that are named beyond it are
     *     counted as skipped and not asked for
     */
    record SitemapLimits(
            @DefaultValue("1000") @Min(1) @Max(100_000) int max) {}

    /**
     * Limits on the bytes of kept bodies, as they are stored: compressed, each content of a job once. A page whose body
     * exceeds the limit is a page all the same, and says so.
     *
     * @param jobMax of one job
     * @param max of all jobs
     */
    record BodyLimits(
            @DefaultValue("10GB") DataSize jobMax,
            @DefaultValue("50GB") DataSize max) {}

    /**
     * How many jobs there may be.
     *
     * @param runningMax jobs that run in this instance at the same time, 1 to 100,000; another start gets 503
     */
    record JobLimits(
            @DefaultValue("2000") @Min(1) @Max(100_000) int runningMax) {}

    /** How much of everything there may be. */
    StoreLimits limits() {
        return new StoreLimits(
                jobs.runningMax(), bodies.jobMax().toBytes(), bodies.max().toBytes(), sitemaps.max());
    }

    /** The stores there are. */
    enum Kind {
        /** Embedded in the process, on its disk. */
        ROCKSDB,
        /** Shared, on a server of the Redis protocol or a cluster of them. */
        REDIS
    }
}
