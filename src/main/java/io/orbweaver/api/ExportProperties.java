package io.orbweaver.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Exports.
 *
 * @param max exports, bodies included, that are written at the same time, 1 to 10,000; one more gets 503. Each holds
 *     about 1 MB, and as much as the longest event where there are long ones
 * @param stallTimeout after which one is ended whose client takes nothing of it, 100ms to 1h
 */
@Validated
@ConfigurationProperties("orbweaver.exports")
record ExportProperties(
        @DefaultValue("64") @Min(1) @Max(10_000) int max,

        @DefaultValue("60s") @DurationMin(millis = 100) @DurationMax(hours = 1)
        Duration stallTimeout) {}
