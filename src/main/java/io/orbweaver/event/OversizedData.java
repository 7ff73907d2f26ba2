package io.orbweaver.event;

import com.github.luben.zstd.Zstd;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A page's data that is too long for its event: as it lies beside the event, a zstd frame (RFC 8878 §3.1). */
public final class OversizedData {

    private static final byte[] MARK = ",\"truncated\":true}".getBytes(StandardCharsets.US_ASCII);
    private static final int LEVEL = 3;

    private OversizedData() {}

    /** Whether an event's data says that something was left out of it, so that there may be a frame beside it. */
    public static boolean isCut(byte[] json) {
        int from = json.length - MARK.length;
        return from >= 0 && Arrays.equals(json, from, json.length, MARK, 0, MARK.length);
    }

    static byte[] frame(byte[] json) {
        return Zstd.compress(json, LEVEL);
    }

    /** The data in a frame that {@link EventJson} made. */
    public static byte[] json(byte[] frame) {
        return Zstd.decompress(frame, (int) Math.min(EventJson.WHOLE_BYTES_MAX, Zstd.getFrameContentSize(frame)));
    }
}
