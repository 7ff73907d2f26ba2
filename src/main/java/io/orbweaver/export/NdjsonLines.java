package io.orbweaver.export;

import io.orbweaver.event.LoggedEvent;
import java.util.Arrays;

/**
 * {@code {"seq":7,"type":"page",…}}: an event's data, byte for byte as it was committed, behind its number and type.
 */
final class NdjsonLines {

    private NdjsonLines() {}

    /** An event's line, with its end. */
    static byte[] line(LoggedEvent event) {
        byte[] json = event.numbered("\"type\":\"" + event.type().wireName() + "\",");
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }
}
