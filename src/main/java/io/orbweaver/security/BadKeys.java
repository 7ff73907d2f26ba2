package io.orbweaver.security;

/** Keys that cannot be used. The message says which and why, and never holds what was written for a value. */
final class BadKeys extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadKeys(String message) {
        super(message);
    }
}
