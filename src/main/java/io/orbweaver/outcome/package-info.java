/** Outcomes of URLs: exactly one for each URL that a job knows and finishes. */
@NullMarked
@ApplicationModule(allowedDependencies = {"url"})
package io.orbweaver.outcome;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
