package io.orbweaver.crawl;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The pipeline.
 *
 * @param stopGrace for which a stop waits for visits in flight, 0 to 10 minutes; within Spring's own time for a phase,
 *     {@code spring.lifecycle.timeout-per-shutdown-phase}, which is 30 s as shipped
 */
@Validated
@ConfigurationProperties("orbweaver.crawl")
record CrawlProperties(
        @DefaultValue("20s") @DurationMin @DurationMax(minutes = 10)
        Duration stopGrace) {}
