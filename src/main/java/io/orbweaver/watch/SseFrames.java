package io.orbweaver.watch;

import io.orbweaver.commit.StoreDamaged;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** Server-sent events as bytes (HTML §9.2.6); an event's JSON has no line break, and is copied as it is stored. */
public final class SseFrames {

    /** A line that keeps the connection, and proxies on the way, from timing out. */
    static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private SseFrames() {}

    public static byte[] of(List<LoggedEvent> events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(
                events.stream().mapToInt(SseFrames::sizeOf).sum());
        for (LoggedEvent event : events) {
            out.writeBytes(("id: " + event.seq() + "\nevent: " + event.type().wireName() + "\ndata: ")
                    .getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(event.json());
            out.writeBytes(END);
        }
        return out.toByteArray();
    }

    /** About how many bytes an event takes, rather more than less. */
    static int sizeOf(LoggedEvent event) {
        return event.json().length + 48;
    }

    /** Has the client come back after so long, by itself. */
    static byte[] retry(long millis) {
        return ("retry: " + millis + "\n\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** An event without an id, which is not stored. */
    public static byte[] live(EventType type, byte[] json) {
        return live(type.wireName(), json);
    }

    private static byte[] live(String name, byte[] json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + 32);
        out.writeBytes(("event: " + name + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(json);
        out.writeBytes(END);
        return out.toByteArray();
    }

    /** The last event of a stream whose log cannot be read any further; it is not stored, and has no id. */
    static byte[] damaged(StoreDamaged damaged) {
        byte[] json = JsonNodeFactory.instance
                .objectNode()
                .put("file", damaged.file())
                .put("detail", damaged.sentence())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return live("store-damaged", json);
    }

    /** A block with nothing but an id: a filtered reader's place moves on without an event. */
    static byte[] place(long seq) {
        return ("id: " + seq + "\n\n").getBytes(StandardCharsets.US_ASCII);
    }
}
