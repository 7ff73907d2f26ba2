/**
 * Limits on what may be reached at all: the address classes, the operator's allowances, the ports that are denied, and
 * the guard at connect time.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.orbweaver.egress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
