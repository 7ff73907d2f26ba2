/**
 * The HTTP API, version 1.
 *
 * <p>Errors are RFC 9457 problems, all made in {@link io.orbweaver.api.Problems}; event streams are {@code watch}'s;
 * {@link io.orbweaver.api.StreamRequestFilter} keeps the dispatcher's objects out of them.
 *
 * <p>{@code security} identifies the caller before anything here is called ({@link io.orbweaver.security.Caller}); the
 * owner of a job is checked here, where a job of another owner is treated as absent.
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
            "security :: keys",
            "watch"
        })
package io.orbweaver.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
