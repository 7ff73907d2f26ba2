/**
 * Would this URL be crawled under this job, and why or why not: the same rules as the pipeline's, asked one by one, and
 * what the store knows of the URL.
 *
 * <p>Nothing is fetched and nothing changed by asking: a robots.txt that nobody has seen stays unseen, and the answer
 * says so.
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
