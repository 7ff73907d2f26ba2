/**
 * Many watchers, jobs, submissions and URLs at once, and all of it for long: the whole service, and where it matters
 * its clients, each in a process of its own.
 */
@NullMarked
package io.orbweaver.load;

import org.jspecify.annotations.NullMarked;
