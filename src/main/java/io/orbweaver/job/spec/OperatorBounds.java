package io.orbweaver.job.spec;

import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Host;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The operator's limits on what a job may ask for.
 *
 * @param delayMin the smallest spacing of starts on a host, 0 to 60 s
 * @param perHostMax the most transfers in flight on a host
 * @param robotsIgnorableHosts hosts, as {@code name} or {@code name:port}, whose robots.txt a job may ignore;
 *     {@link #EVERY_HOST} means all
 * @param readableFiles which file URLs may be seeds
 */
public record OperatorBounds(
        Duration delayMin, int perHostMax, Set<String> robotsIgnorableHosts, Predicate<CanonicalUrl> readableFiles) {

    /** Means every host. */
    public static final String EVERY_HOST = "*";

    /** No bound but the API's own. */
    public static final OperatorBounds WIDEST =
            new OperatorBounds(Duration.ZERO, 10_000, Set.of(EVERY_HOST), file -> true);

    /** Copies what is mutable. */
    public OperatorBounds {
        robotsIgnorableHosts = Set.copyOf(robotsIgnorableHosts);
    }

    /** Whether a job may ignore every robots.txt. */
    public boolean mayIgnoreEveryRobots() {
        return robotsIgnorableHosts.contains(EVERY_HOST);
    }

    /** Whether a job may ignore the robots.txt of a host. */
    public boolean mayIgnoreRobots(Host host) {
        return mayIgnoreEveryRobots() || robotsIgnorableHosts.contains(host.value());
    }
}
