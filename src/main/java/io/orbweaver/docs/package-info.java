/**
 * The documentation, as the service itself serves it: the repository's own texts, made into pages at the first request.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.orbweaver.docs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
