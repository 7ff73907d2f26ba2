package io.orbweaver.store.redis.server;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The reply of a script: its result, what is to be signalled, and more by place. */
public record ScriptReply(List<Object> values) {

    /** How it went. */
    public String status() {
        return text(0);
    }

    public boolean is(String status) {
        return status().equals(status);
    }

    /** The changes of the job, see {@link JobKeys}: letters. */
    public String signals() {
        return text(1);
    }

    public int size() {
        return values.size();
    }

    public byte[] bytes(int place) {
        return (byte[]) values.get(place);
    }

    public String text(int place) {
        return new String(bytes(place), StandardCharsets.UTF_8);
    }

    /** A number, sent as one or as text. */
    public long number(int place) {
        return values.get(place) instanceof Long number ? number : Long.parseLong(text(place));
    }

    public boolean flag(int place) {
        return number(place) == 1;
    }
}
