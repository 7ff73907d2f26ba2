package io.orbweaver.api;

import io.orbweaver.egress.FileRoots;
import io.orbweaver.job.spec.OperatorBounds;
import io.orbweaver.url.FilePaths;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits on the politeness that a job may ask for; a submission beyond them is refused with 422.
 *
 * @param delayMin the smallest spacing of starts on a host, 0 to 60 s
 * @param perHostMax the most transfers in flight on a host, 1 to 1,000
 * @param robotsIgnorableHosts hosts ({@code name} or {@code name:port}) whose robots.txt a job may ignore; {@code *}
 *     for all
 */
@Validated
@ConfigurationProperties("orbweaver.politeness")
record PolitenessProperties(
        @DefaultValue("0ms") Duration delayMin,
        @DefaultValue("100") @Min(1) @Max(1000) int perHostMax,
        @DefaultValue Set<String> robotsIgnorableHosts) {

    OperatorBounds bounds(FileRoots files) {
        return new OperatorBounds(delayMin, perHostMax, robotsIgnorableHosts, url -> {
            String path = FilePaths.pathOf(url);
            return path != null && files.mayHold(path);
        });
    }
}
