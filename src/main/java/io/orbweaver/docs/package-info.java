/**
 * The documentation, as the service itself serves it: the repository's own texts, made into pages at the first request,
 * with an index of their sections that the search of each page looks through.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.orbweaver.docs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
