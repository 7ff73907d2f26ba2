package io.orbweaver.security.keys;

/**
 * The refusal of keys that cannot be used. The message says which and why, and never holds what was written for a
 * value.
 */
public final class InvalidKeys extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidKeys(String message) {
        super(message);
    }
}
