/** Many watchers at once: the whole service and its watchers, each in a process of its own. */
@NullMarked
package io.orbweaver.load;

import org.jspecify.annotations.NullMarked;
