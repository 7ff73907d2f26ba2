/** What is known and not done: each job's URLs, deduplicated, in queues by host, leased under fencing tokens. */
@NullMarked
@ApplicationModule(allowedDependencies = {"url", "job"})
package io.orbweaver.frontier;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
