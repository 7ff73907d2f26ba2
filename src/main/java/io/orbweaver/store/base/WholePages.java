package io.orbweaver.store.base;

import com.github.luben.zstd.Zstd;
import io.orbweaver.event.EventJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The data of pages that was too long for their events, as it is stored: compressed. Any thread that may take time. */
public final class WholePages {

    private static final byte[] MARK = ",\"truncated\":true}".getBytes(StandardCharsets.US_ASCII);
    private static final int LEVEL = 3;

    private WholePages() {}

    /** A page's whole data, as it is stored beside its event. */
    public static byte[] stored(byte[] json) {
        return Zstd.compress(json, LEVEL);
    }

    /** Whether an event's data says that it is truncated, so that there may be more. */
    public static boolean mayBeMore(byte[] json) {
        int from = json.length - MARK.length;
        return from >= 0 && Arrays.equals(json, from, json.length, MARK, 0, MARK.length);
    }

    /** The whole data of what is stored. */
    public static byte[] of(byte[] stored) {
        return Zstd.decompress(stored, (int) Math.min(EventJson.WHOLE_BYTES_MAX, Zstd.getFrameContentSize(stored)));
    }
}
