/**
 * The profile {@code demo}: a small web site on an ephemeral loopback port, a crawl of it, and its results in the
 * terminal. Nothing here exists without the profile.
 *
 * <p>Reading order: {@link io.orbweaver.demo.DemoSite} is what there is to crawl, a pure value;
 * {@link io.orbweaver.demo.DemoServer} serves it, late on purpose; {@link io.orbweaver.demo.DemoRun} submits the crawl
 * and follows it through the same ports as the API; {@link io.orbweaver.demo.DemoConsole} is how it reads.
 *
 * <p><b>Threads.</b> One event loop for the site, so that it shares none with the service that it is counted against,
 * and one thread that writes to the terminal, which may block.
 *
 * <p><b>Order.</b> The site starts before the crawler and stops after it. {@link io.orbweaver.demo.DemoFolder} comes
 * before every ordinary bean, so that it goes after them: the folder is deleted when the store has closed.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"job", "job :: spec", "commit", "event"})
package io.orbweaver.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
