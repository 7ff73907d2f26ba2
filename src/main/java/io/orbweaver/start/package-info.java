/** What is said before the service runs: help on the command line, and refusals of what nobody would read. */
@NullMarked
@ApplicationModule(allowedDependencies = "job :: field")
package io.orbweaver.start;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
