/** The server as the store sees it: connections, keys, scripts and their replies, its clock and its settings. */
@NullMarked
package io.orbweaver.store.redis.server;

import org.jspecify.annotations.NullMarked;
