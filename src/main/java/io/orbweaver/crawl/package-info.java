/**
 * The pipeline: demand to due host to lease to visit to commit.
 *
 * <p>Reading order: {@link io.orbweaver.crawl.Visit} is one hop of one URL, from lease to commit;
 * {@link io.orbweaver.crawl.schedule.Schedule} decides, as a pure function, which host is visited next, fair over jobs
 * and hosts; {@link io.orbweaver.crawl.Dispatcher} is the shell around it, which emits a visit when a slot is free;
 * {@link io.orbweaver.crawl.Crawler} runs the one flux of the instance and owns its only subscription.
 *
 * <p><b>Sitemaps.</b> The first commit of an origin's URL in scope carries the sitemaps that its robots.txt names; a
 * visit of one ({@link io.orbweaver.crawl.SitemapSink}) writes what it lists in parts while it arrives, under its
 * lease. {@code file:} URLs go the same way, by another fetcher and without robots.txt.
 *
 * <p><b>Threads.</b> None of its own. Events of the schedule are taken one after another, on the thread that brings one
 * (an event loop of the fetcher, the store's, a timer); it never blocks and each step is short. Visits run on the
 * fetcher's event loops and finish on the store's sync thread.
 *
 * <p><b>Bounds.</b> At most {@code concurrency} + 64 visits are between lease and commit, at most {@code concurrency}
 * of them in transfer; each running job holds at most 64 hosts. Everything else waits on disk.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "url",
            "outcome",
            "job",
            "job :: spec",
            "fetch",
            "egress",
            "frontier",
            "politeness",
            "parse",
            "event",
            "robots",
            "body",
            "extract",
            "extract :: content",
            "commit"
        })
package io.orbweaver.crawl;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
