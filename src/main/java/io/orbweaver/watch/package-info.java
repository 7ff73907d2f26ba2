/**
 * Watching of jobs: event streams as cursors on the durable log.
 *
 * <pre>
 * EventStreams     the entry point: opens a stream on a response and writes it at the pace of its client
 * Watcher          one client's cursor: what to send next once it has taken what came before
 * SharedReads      reads and encodes each part of a log once for all watchers at the same place (EncodedBatch)
 * SseFrames        events as bytes
 * StreamRegistry   all open streams: their number, keep-alives, stalled clients, and how they end at a stop
 * </pre>
 *
 * <p><b>Bounds.</b> A stream holds a place and one part of its log, of 16 KB or one event, whose bytes are shared with
 * all watchers at the same place; at most 256 batches are kept for them. Of what is sent, 64 KB wait in the system (on
 * Linux). A client that takes nothing for {@code orbweaver.watchers.stall-timeout} is dropped; one sweep checks all, so
 * that no stream has a timer. A watcher costs about 15 KB of live objects, most of them Netty's and Reactor's for its
 * connection and request.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"job", "event", "commit", "security"})
package io.orbweaver.watch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
