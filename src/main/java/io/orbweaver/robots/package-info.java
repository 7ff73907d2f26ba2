/**
 * Rules and offers of sites: robots.txt (RFC 9309), the cached result for each origin, and sitemaps.
 *
 * <p>The pipeline fetches them, with its slot and its host's turn; only the results are handled here.
 *
 * <p><b>Not by a library.</b> crawler-commons matches rules on {@code java.net.URL}'s idea of a path, which leaves out
 * what browsers send; and its sitemap parser takes a whole sitemap, up to 50 MB, as one array and gives its 50,000
 * entries as one list. {@link io.orbweaver.robots.SitemapReader} takes bytes as they come, through Aalto's asynchronous
 * XML parser, and holds one entry.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"url", "outcome"})
package io.orbweaver.robots;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
