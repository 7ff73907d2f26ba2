package io.orbweaver.store.rocksdb;

import java.nio.file.Path;

/** The store in a folder cannot be opened; the message says what an operator can do. */
final class StoreRefused extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    StoreRefused(String message) {
        super(message);
    }

    private StoreRefused(String message, Throwable cause) {
        super(message, cause);
    }

    static StoreRefused of(Path folder, Exception cause) {
        String said = String.valueOf(cause.getMessage());
        if (said.contains("lock")) {
            return new StoreRefused(
                    "another process uses the store in " + folder
                            + ": stop it, or give this one its own orbweaver.data-dir",
                    cause);
        }
        return new StoreRefused(
                "the store in " + folder + " cannot be opened (" + said
                        + "): check that the folder may be written to, or restore it from a backup",
                cause);
    }
}
