package io.orbweaver.fetch;

import io.orbweaver.fetch.ContentDecoder.Damaged;

/**
 * The parser that skips the header of a gzip member (RFC 1952 §2.3) byte by byte; nothing in it is kept, and a long one
 * is an error.
 */
final class GzipHeader {

    static final int ID1 = 0x1f;
    private static final int ID2 = 0x8b;
    private static final int DEFLATE = 8;
    private static final int FIXED_BYTES = 10;
    private static final int CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private static final int BYTES_MAX = 128 << 10; // the extra field may have 64 KB

    private int bytes;
    private int position;
    private int left; // flags of the parts that are still to come
    private int partBytes;
    private int extraBytes;

    /** Takes the next byte; true when the header has ended with it. */
    boolean take(byte next) {
        if (++bytes > BYTES_MAX) {
            throw new Damaged("a header without end");
        }
        int value = next & 0xff;
        if (position < FIXED_BYTES) {
            fixed(position++, value);
            return position == FIXED_BYTES && left == 0;
        }
        if ((left & EXTRA) != 0) {
            extra(value);
        } else if ((left & (NAME | COMMENT)) != 0) {
            if (value == 0) {
                left &= (left & NAME) != 0 ? ~NAME : ~COMMENT;
            }
        } else if (++partBytes == 2) {
            left = 0;
        }
        return left == 0;
    }

    private void fixed(int at, int value) {
        boolean wrong = (at == 0 && value != ID1) || (at == 1 && value != ID2) || (at == 2 && value != DEFLATE);
        if (wrong || (at == 3 && (value & RESERVED) != 0)) {
            throw new Damaged("not gzip");
        }
        if (at == 3) {
            left = value & (CRC | EXTRA | NAME | COMMENT);
        }
    }

    private void extra(int value) {
        if (partBytes < 2) {
            extraBytes |= value << (8 * partBytes);
        }
        partBytes++;
        if (partBytes >= 2 && partBytes - 2 == extraBytes) {
            left &= ~EXTRA;
            partBytes = 0;
        }
    }
}
