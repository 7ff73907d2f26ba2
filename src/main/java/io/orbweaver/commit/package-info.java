/** One atomic truth: what happened to a URL, what it led to, the account and the event, in one durable write. */
@NullMarked
@ApplicationModule(allowedDependencies = {"url", "job", "job :: spec", "outcome", "frontier", "event", "body"})
package io.orbweaver.commit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
