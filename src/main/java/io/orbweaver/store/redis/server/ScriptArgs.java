package io.orbweaver.store.redis.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The arguments of one script, in order. For one thread. */
public final class ScriptArgs {

    public static final byte[] NONE = {};

    private final List<byte[]> values = new ArrayList<>();

    public ScriptArgs add(byte[] value) {
        values.add(value);
        return this;
    }

    public ScriptArgs add(String value) {
        return add(value.getBytes(StandardCharsets.UTF_8));
    }

    public ScriptArgs add(long value) {
        return add(Long.toString(value));
    }

    public ScriptArgs none() {
        return add(NONE);
    }

    /** Empty ones up to a place, counted from 1, so that the next is there. */
    public ScriptArgs upTo(int place) {
        while (values.size() < place - 1) {
            none();
        }
        return this;
    }

    byte[][] toArray() {
        return values.toArray(byte[][]::new);
    }
}
