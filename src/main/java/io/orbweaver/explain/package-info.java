/**
 * Explanations of whether a URL would be crawled under a job, and why: the same rules as the pipeline's, asked one by
 * one, and what the store knows of the URL.
 *
 * <p>Nothing is fetched and nothing changed by asking: a robots.txt that was not yet fetched is not fetched, and the
 * answer says so.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "url",
            "job",
            "job :: spec",
            "outcome",
            "frontier",
            "politeness",
            "robots",
            "event",
            "egress"
        })
package io.orbweaver.explain;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
