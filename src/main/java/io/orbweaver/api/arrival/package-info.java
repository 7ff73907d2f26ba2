/** Arrival of requests: one that is too slow, or whose target is not a URI, ends before an endpoint sees it. */
@NullMarked
package io.orbweaver.api.arrival;

import org.jspecify.annotations.NullMarked;
