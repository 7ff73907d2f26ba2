/** How it is operated: every meter in one list, and the store's health. */
@NullMarked
@ApplicationModule(allowedDependencies = {"crawl", "fetch", "commit", "api", "politeness", "outcome"})
package io.orbweaver.ops;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
