/**
 * Event logs: a job's ordered events, their JSON, and how a reader follows them.
 *
 * <p>Bounds: an event has at most 64 KB, a read 1,024 events or 256 KB. Readers of a job are woken together, with a
 * pause of 50 µs for each of them, at most 500 ms; progress is published four times a second. Kept in memory are one
 * wake-up for each reader and one progress for each job that is watched.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"url", "job", "outcome"})
package io.orbweaver.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
