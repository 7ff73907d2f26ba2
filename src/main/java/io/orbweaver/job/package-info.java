/**
 * Jobs: their state and their counters, immutable values.
 *
 * <p>A job is data. Nothing runs for it until the pipeline finds it running; its state moves only by
 * {@link io.orbweaver.job.JobState#after}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"url", "outcome"})
package io.orbweaver.job;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
