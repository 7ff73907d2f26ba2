/**
 * Exports: the formats in which a job's log, and the bodies that it keeps, are given out.
 *
 * <p>An export is a cold stream of bytes, made while it is asked for: it reads the log batch by batch, each only when
 * the one before was taken, so that one of a million pages needs as much memory as one of ten: a batch, the piece that
 * is being written, and of a body one part. It ends with the last event that there was when it began; what comes later
 * is the business of the next one, which begins after that event. It may be cancelled at any step, and fails with
 * {@link io.orbweaver.export.JobRemoved} where the job is removed meanwhile: what is not whole must never look so.
 *
 * <p>Encoding and compressing are done on the {@code export} threads, two, whatever the number of exports: neither an
 * event loop nor the threads that read the store for watchers have to.
 *
 * <p>WARC is written here, though jwarc can: its writer takes channels and waits for them. The tests read it by jwarc
 * and warcio.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"url", "job", "job :: spec", "event", "frontier", "body"})
package io.orbweaver.export;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
