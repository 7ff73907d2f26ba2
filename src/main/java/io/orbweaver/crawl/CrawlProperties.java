package io.orbweaver.crawl;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The pipeline.
 *
 * @param stopGrace for which a stop waits for visits in flight, 0 to 10 minutes; within Spring's own time for a phase,
 *     {@code spring.lifecycle.timeout-per-shutdown-phase}, which is 30 s as shipped
 * @param heldBytes bytes of bodies that are held at the same time, for extraction or to be kept; at least 16 MB
 */
@Validated
@ConfigurationProperties("orbweaver.crawl")
record CrawlProperties(
        @DefaultValue("20s") @DurationMin @DurationMax(minutes = 10)
        Duration stopGrace,

        @DefaultValue("64MB") DataSize heldBytes) {

    /** Refuses what is too little to work with. */
    CrawlProperties {
        if (heldBytes.toBytes() < BodyBudget.BYTES_MIN) {
            throw new IllegalArgumentException("orbweaver.crawl.held-bytes must be at least 16MB");
        }
    }
}
