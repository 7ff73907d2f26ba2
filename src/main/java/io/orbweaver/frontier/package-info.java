/**
 * The frontier: each job's known URLs that are not done, deduplicated, in queues by host, leased under fencing tokens.
 *
 * <p>Sitemaps are entries too, of a kind of their own: leased, retried and parked like URLs, but outside the account
 * and without an outcome. A job is not exhausted while one is left, and one is due only while fewer than 10,000 of the
 * job's URLs wait.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"url", "job"})
package io.orbweaver.frontier;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
