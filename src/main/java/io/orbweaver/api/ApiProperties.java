package io.orbweaver.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Streams of events.
 *
 * @param max watchers of this instance, 1 to 1,000,000; one more gets 503
 * @param keepAlive after which an idle stream gets a comment line
 */
@Validated
@ConfigurationProperties("orbweaver.watchers")
record ApiProperties(
        @DefaultValue("20000") @Min(1) @Max(1_000_000) int max,
        @DefaultValue("15s") Duration keepAlive) {}
