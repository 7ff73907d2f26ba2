/**
 * Storage: the ports of jobs, frontier, host gate, ledger and event log on a database: embedded ({@code rocksdb}), or
 * shared by several instances ({@code redis}). {@code base} is what both have in common. Nothing imports this package.
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
            "event",
            "commit",
            "body"
        })
package io.orbweaver.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
