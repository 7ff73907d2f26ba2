package io.orbweaver.watch;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of event streams.
 *
 * @param max watchers of this instance, 1 to 1,000,000; one more gets 503
 * @param keepAlive after which an idle stream gets a comment line, 10ms to 10m
 * @param stallTimeout after which a stream is closed whose client takes nothing of what is there for it, 100ms to 1h
 */
@Validated
@ConfigurationProperties("orbweaver.watchers")
record WatcherProperties(
        @DefaultValue("20000") @Min(1) @Max(1_000_000) int max,

        @DefaultValue("15s") @DurationMin(millis = 10) @DurationMax(minutes = 10)
        Duration keepAlive,

        @DefaultValue("60s") @DurationMin(millis = 100) @DurationMax(hours = 1)
        Duration stallTimeout) {}
