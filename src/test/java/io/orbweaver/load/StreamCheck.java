package io.orbweaver.load;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Checks one chunked event stream as its bytes come: the ids must be 1, 2, 3 … without a gap or a repeat, and the last
 * event an {@code end}. Holds a few numbers and no bytes.
 */
final class StreamCheck {

    private static final byte[] ID = "id: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "event: end".getBytes(StandardCharsets.US_ASCII);

    /** Where in the answer it is. */
    private enum Part {
        HEAD,
        SIZE,
        BODY,
        AFTER_BODY
    }

    private Part part = Part.HEAD;
    private int matched;
    private long chunkLeft;
    private int column;
    private boolean idLine;
    private boolean endLine;
    private long id;
    private long lastId;
    private long bytes;
    private boolean ended;
    private boolean over;
    private @Nullable String problem;

    void take(byte[] in, int count) {
        bytes += count;
        int at = 0;
        while (at < count && !over) {
            if (part == Part.BODY) {
                int end = (int) Math.min(count, at + chunkLeft);
                chunkLeft -= end - at;
                body(in, at, end);
                at = end;
                if (chunkLeft == 0) {
                    part = Part.AFTER_BODY;
                }
            } else {
                frame(in[at++]);
            }
        }
    }

    private void frame(byte b) {
        switch (part) {
            case HEAD -> {
                matched = b == (matched % 2 == 0 ? '\r' : '\n') ? matched + 1 : b == '\r' ? 1 : 0;
                if (matched == 4) {
                    part = Part.SIZE;
                }
            }
            case SIZE -> {
                if (b == '\n') {
                    over = chunkLeft == 0;
                    part = Part.BODY;
                } else if (b != '\r') {
                    chunkLeft = chunkLeft * 16 + Character.digit(b, 16);
                }
            }
            default -> {
                if (b == '\n') {
                    part = Part.SIZE;
                }
            }
        }
    }

    private void body(byte[] in, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = in[i];
            if (b == '\n') {
                line();
            } else {
                if (column < END.length) {
                    idLine &= column >= ID.length || b == ID[column];
                    endLine &= b == END[column];
                    if (idLine && column >= ID.length) {
                        id = id * 10 + b - '0';
                    }
                }
                column++;
            }
        }
    }

    private void line() {
        if (idLine && column > ID.length) {
            if (id != lastId + 1) {
                wrong("event " + id + " behind " + lastId);
            }
            lastId = id;
        } else if (endLine && column == END.length) {
            if (ended) {
                wrong("two ends");
            }
            ended = true;
        }
        column = 0;
        id = 0;
        idLine = true;
        endLine = true;
    }

    void wrong(String what) {
        if (problem == null) {
            problem = what;
        }
    }

    @Nullable
    String problem() {
        return problem;
    }

    boolean hasEnded() {
        return ended;
    }

    boolean isOver() {
        return over;
    }

    long lastId() {
        return lastId;
    }

    long bytes() {
        return bytes;
    }
}
