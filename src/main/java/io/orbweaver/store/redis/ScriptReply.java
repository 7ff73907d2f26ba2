package io.orbweaver.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a script answers: how it went, what is to be signalled, and more by place. */
record ScriptReply(List<Object> values) {

    /** How it went. */
    String status() {
        return text(0);
    }

    boolean is(String status) {
        return status().equals(status);
    }

    /** What became of the job, see {@link JobKeys}: letters. */
    String signals() {
        return text(1);
    }

    int size() {
        return values.size();
    }

    byte[] bytes(int place) {
        return (byte[]) values.get(place);
    }

    String text(int place) {
        return new String(bytes(place), StandardCharsets.UTF_8);
    }

    /** A number, sent as one or as text. */
    long number(int place) {
        return values.get(place) instanceof Long number ? number : Long.parseLong(text(place));
    }

    boolean flag(int place) {
        return number(place) == 1;
    }
}
