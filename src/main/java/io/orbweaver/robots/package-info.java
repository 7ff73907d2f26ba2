/**
 * What a site asks for and offers: robots.txt (RFC 9309), what is known of each origin's, and sitemaps.
 *
 * <p>Fetching is the pipeline's, with its slot and its host's turn; here is only what came of it.
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
