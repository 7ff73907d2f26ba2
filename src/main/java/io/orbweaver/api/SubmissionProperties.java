package io.orbweaver.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Submissions.
 *
 * @param max submissions that are stored at the same time, 1 to 10,000; one more gets 503. Each may have 1 MB, and
 *     those that are arriving hold as much together
 */
@Validated
@ConfigurationProperties("orbweaver.submissions")
record SubmissionProperties(
        @DefaultValue("128") @Min(1) @Max(10_000) int max) {}
