package io.orbweaver.security;

import io.orbweaver.security.keys.Sha256;
import java.nio.charset.StandardCharsets;

/** Keys for tests: each is its name behind some words, long enough to be told apart in a log. */
public final class TestKeys {

    private TestKeys() {}

    public static String key(String name) {
        return "this-is-the-secret-of-" + name;
    }

    /** As it is written down. */
    public static String hash(String key) {
        return "sha256:" + Sha256.hex(key.getBytes(StandardCharsets.UTF_8));
    }
}
