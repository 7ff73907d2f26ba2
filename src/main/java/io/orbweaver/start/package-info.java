/** Checks before the service starts: help on the command line, and refusals of settings that would be ignored. */
@NullMarked
@ApplicationModule(allowedDependencies = "job :: field")
package io.orbweaver.start;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
