/** What is broken for real: processes that are killed, disks that are full, stores that are damaged. */
@NullMarked
package io.orbweaver.crash;

import org.jspecify.annotations.NullMarked;
