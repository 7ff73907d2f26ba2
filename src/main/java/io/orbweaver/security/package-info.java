/**
 * Who may call: while no keys are set, loopback only, and no web page in a browser on the same machine (guarantee 11).
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.orbweaver.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
