/**
 * Operation: all meters in one list, health, reports of jobs that ended, and traces.
 *
 * <p><b>Traces</b> are off unless {@code management.tracing.export.enabled} is set, and then there is nothing of them:
 * {@code TracingImports} keeps Spring Boot's own configurations out, and {@code TransferTrace.NONE} gives transfers
 * back as they are. {@code CrawlSpans} says what is traced, and why so.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "crawl",
            "fetch",
            "commit",
            "watch",
            "outcome",
            "job",
            "url",
            "security",
            "security :: keys"
        })
package io.orbweaver.ops;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
