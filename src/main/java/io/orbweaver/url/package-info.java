/** What a URL is: canonical form, origin, host, resolution. Needs nothing. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.orbweaver.url;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
