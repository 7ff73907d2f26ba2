package io.orbweaver.export;

import io.orbweaver.event.LoggedEvent;
import java.nio.charset.StandardCharsets;

/**
 * {@code {"seq":7,"type":"page",…}}: an event's data, byte for byte as it was committed, behind its number and type.
 */
final class NdjsonLines {

    private NdjsonLines() {}

    /** An event's line, with its end. */
    static byte[] line(LoggedEvent event) {
        byte[] json = withSeq(event, "\"type\":\"" + event.type().wireName() + "\",", 1);
        json[json.length - 1] = '\n';
        return json;
    }

    /** An event's data with its number first. */
    static byte[] withSeq(LoggedEvent event) {
        return withSeq(event, "", 0);
    }

    private static byte[] withSeq(LoggedEvent event, String more, int room) {
        byte[] data = event.json();
        byte[] head = ("{\"seq\":" + event.seq() + "," + more).getBytes(StandardCharsets.US_ASCII);
        byte[] json = new byte[head.length + data.length - 1 + room];
        System.arraycopy(head, 0, json, 0, head.length);
        System.arraycopy(data, 1, json, head.length, data.length - 1);
        return json;
    }
}
