/**
 * Fetching: one hop, from a request to a response, a redirect or a failure, by HTTP/2 or HTTP/1.1, through the
 * operator's proxy where there is one.
 *
 * <p>{@link io.orbweaver.fetch.Fetcher} sends nothing by itself: a caller brings a slot of
 * {@link io.orbweaver.fetch.FetchSlots}, which is the cap of the instance. Transfers run on event loops of their own
 * ({@code fetch}), one for each two cores; sinks are called there and must not block. Politeness and robots.txt are not
 * known here.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"url", "egress", "outcome", "body"})
package io.orbweaver.fetch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
