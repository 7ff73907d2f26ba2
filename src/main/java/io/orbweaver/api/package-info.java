/**
 * How it is asked and watched: the HTTP API, version 1.
 *
 * <p>Errors are RFC 9457 problems, all made in {@link io.orbweaver.api.Problems}; event streams are cursors on the
 * durable log, read when the client has taken what came before.
 *
 * <p>Who asks is known to {@code security} before anything here is called ({@link io.orbweaver.security.Caller}); whose
 * a job is, is looked at here, where a job that is another's is as good as none.
 *
 * <p>Bounds of a stream: it holds a place and one part of its log, of 16 KB or one event, whose bytes are shared with
 * all who stand at the same place; the batches that are kept for them are at most 256. Of what is sent, 64 KB wait in
 * the system (on Linux). A client that takes nothing for {@code orbweaver.watchers.stall-timeout} is dropped; one sweep
 * looks at all, so that no stream has a timer of its own. A watcher costs about 15 KB of live objects, most of them
 * Netty's and Reactor's for its connection and request; {@link io.orbweaver.api.StreamRequestFilter} keeps the
 * dispatcher's out of it, and {@code security}'s gate those of Spring Security.
 *
 * <p>Bounds of an export: {@code orbweaver.exports.max} at the same time, each of which makes the next 64 KB when the
 * connection has taken those before; see {@code export} for what it holds.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "url",
            "outcome",
            "job",
            "job :: spec",
            "job :: field",
            "frontier",
            "body",
            "commit",
            "event",
            "politeness",
            "egress",
            "explain",
            "export",
            "security",
            "security :: keys"
        })
package io.orbweaver.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
