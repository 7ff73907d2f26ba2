/** Fails a build in which a buffer of Netty's was lost. */
@NullMarked
package io.orbweaver.leak;

import org.jspecify.annotations.NullMarked;
