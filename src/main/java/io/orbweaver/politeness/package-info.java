/**
 * Rules for when a host may be asked: a pure function of (state, event, now).
 *
 * <p>{@link io.orbweaver.politeness.HostPace} is the state, an immutable record that knows no clock and no thread;
 * {@link io.orbweaver.politeness.HostGate} is the port behind which a store keeps one for each host and replaces it
 * atomically. Robots.txt is not known here: the pipeline passes its Crawl-delay as part of the policy.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"url", "job"})
package io.orbweaver.politeness;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
