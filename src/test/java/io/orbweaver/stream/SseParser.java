package io.orbweaver.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Server-sent events as HTML §9.2.6 says they are parsed, from bytes that may end anywhere: LF, CR and CRLF end a line,
 * a block that no empty line ends is discarded, and an id counts only from the block's end on.
 */
final class SseParser {

    private final List<Sse> events = new ArrayList<>();
    private String idBuffer = "";
    private String lastEventId = "";
    private String type = "";
    private StringBuilder data = new StringBuilder();
    private boolean hasData;
    private long retry = -1;

    /** An event as it would be dispatched. */
    record Sse(String lastEventId, String type, String data) {}

    /** Parses a stream that ended here. */
    static SseParser of(byte[] stream) {
        SseParser parser = new SseParser();
        parser.parse(new String(stream, StandardCharsets.UTF_8));
        return parser;
    }

    private void parse(String text) {
        int from = text.startsWith("\uFEFF") ? 1 : 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                line(text.substring(from, i));
                i += c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? 1 : 0;
                from = i + 1;
            }
        }
    }

    private void line(String line) {
        if (line.isEmpty()) {
            dispatch();
            return;
        }
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        value = value.startsWith(" ") ? value.substring(1) : value;
        switch (field) {
            case "event" -> type = value;
            case "data" -> {
                data.append(value).append('\n');
                hasData = true;
            }
            case "id" -> idBuffer = value.indexOf('\0') < 0 ? value : idBuffer;
            case "retry" -> retry = value.matches("[0-9]+") ? Long.parseLong(value) : retry;
            default -> {}
        }
    }

    private void dispatch() {
        lastEventId = idBuffer;
        if (hasData) {
            events.add(new Sse(lastEventId, type.isEmpty() ? "message" : type, data.substring(0, data.length() - 1)));
        }
        type = "";
        data = new StringBuilder();
        hasData = false;
    }

    List<Sse> events() {
        return events;
    }

    /** What a client would send as Last-Event-ID. */
    String lastEventId() {
        return lastEventId;
    }

    /** The last {@code retry} in milliseconds; -1 where there was none. */
    long retry() {
        return retry;
    }
}
