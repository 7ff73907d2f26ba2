/**
 * How it is asked and watched: the HTTP API, version 1.
 *
 * <p>Errors are RFC 9457 problems, all made in {@link io.orbweaver.api.Problems}; event streams are cursors on the
 * durable log, read when the client has taken what came before.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"url", "outcome", "job", "commit", "event", "politeness", "egress", "explain"})
package io.orbweaver.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
