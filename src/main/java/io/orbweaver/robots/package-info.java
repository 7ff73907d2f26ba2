/**
 * What a site asks for: robots.txt (RFC 9309), and what is known of each origin's.
 *
 * <p>Fetching is the pipeline's, with its slot and its host's turn; here is only what came of it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"url", "outcome"})
package io.orbweaver.robots;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
