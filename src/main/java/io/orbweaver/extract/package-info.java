/** What a page yields, as its job asks. */
@NullMarked
@ApplicationModule(allowedDependencies = {"url", "job", "outcome"})
package io.orbweaver.extract;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
