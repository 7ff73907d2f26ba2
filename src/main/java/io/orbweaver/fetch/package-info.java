/** How a page is fetched: one hop, from a request to a response, a redirect or a failure kind. */
@NullMarked
@ApplicationModule(allowedDependencies = {"url", "egress", "outcome"})
package io.orbweaver.fetch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
