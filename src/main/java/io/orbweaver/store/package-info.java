/**
 * Where it lives: the ports of jobs, frontier, host gate, ledger and event log on a database. Nothing imports this
 * package.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"url", "job", "outcome", "frontier", "body", "politeness", "event", "commit"})
package io.orbweaver.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
