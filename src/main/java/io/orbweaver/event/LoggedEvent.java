package io.orbweaver.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An event as it is stored and sent.
 *
 * @param seq its place in the job's log, from 1
 * @param type its kind
 * @param json its data, UTF-8, never changed after the commit; not to be written to
 */
public record LoggedEvent(long seq, EventType type, byte[] json) {

    /** The data with the event's number first: {@code {"seq":7,…}}. */
    public byte[] numbered() {
        return numbered("");
    }

    /** The same, with more behind the number: properties in ASCII, each with a comma behind it. */
    public byte[] numbered(String more) {
        byte[] head = ("{\"seq\":" + seq + "," + more).getBytes(StandardCharsets.US_ASCII);
        byte[] numbered = Arrays.copyOf(head, head.length + json.length - 1);
        System.arraycopy(json, 1, numbered, head.length, json.length - 1);
        return numbered;
    }
}
