/**
 * What happened, in order: a job's events, their JSON, and how a reader follows them.
 *
 * <p>Bounds: an event has at most 64 KB, a read 1,024 events or 256 KB. Readers of a job are woken in rounds, at most
 * every 50 µs for each of them and 500 ms in all; progress is told four times a second. What is kept is one wake-up for
 * each reader and one progress for each job that is watched.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"url", "job", "outcome"})
package io.orbweaver.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
