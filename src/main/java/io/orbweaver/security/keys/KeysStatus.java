package io.orbweaver.security.keys;

import org.jspecify.annotations.Nullable;

/** Whether the keys are those that are written down, as health and metrics tell it. Any thread; never blocks. */
public interface KeysStatus {

    /** Why the file of keys cannot be used as it is, so that the old ones stay; null where it can, or there is none. */
    @Nullable
    String trouble();
}
