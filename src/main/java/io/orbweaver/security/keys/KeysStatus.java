package io.orbweaver.security.keys;

import org.jspecify.annotations.Nullable;

/** The state of the file of keys, as health and metrics show it. Any thread; never blocks. */
public interface KeysStatus {

    /** Why the file of keys cannot be used, so that the old ones stay; null if it can, or is not configured. */
    @Nullable
    String trouble();
}
