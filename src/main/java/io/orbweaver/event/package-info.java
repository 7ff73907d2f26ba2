/** What happened, in order: a job's events, their JSON, and how a reader follows them. */
@NullMarked
@ApplicationModule(allowedDependencies = {"url", "job", "outcome"})
package io.orbweaver.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
