/** The shared store on the Redis protocol. */
@NullMarked
package io.orbweaver.store.redis;

import org.jspecify.annotations.NullMarked;
