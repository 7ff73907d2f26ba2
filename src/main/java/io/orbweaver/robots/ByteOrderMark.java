package io.orbweaver.robots;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The byte order marks of UTF-16 (Encoding §6), which some editors put before files that should be UTF-8. */
final class ByteOrderMark {

    private ByteOrderMark() {}

    /** The charset that the first two bytes mark; null for none. */
    static @Nullable Charset utf16(byte[] bytes, int length) {
        if (length < 2) {
            return null;
        }
        int mark = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        return mark == 0xfeff ? StandardCharsets.UTF_16BE : mark == 0xfffe ? StandardCharsets.UTF_16LE : null;
    }
}
