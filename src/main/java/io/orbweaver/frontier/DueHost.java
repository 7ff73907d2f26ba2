package io.orbweaver.frontier;

import io.orbweaver.url.Host;
import io.orbweaver.url.Origin;

/**
 * A host with a URL that a job may lease now, as far as the frontier knows.
 *
 * @param host the host
 * @param next origin of the URL that would be leased
 */
public record DueHost(Host host, Origin next) {}
