package io.orbweaver.store.rocksdb.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * A reader of RocksDB's write-ahead logs without RocksDB, which changes them when it opens them: how far complete
 * records go. Costs a reading of the logs, at most 256 MB, and the memory of one block.
 *
 * <p>A log is blocks of 32 KB; a record lies in one or more pieces, none of which crosses a block: masked CRC-32C of
 * type and data (4 bytes), length (2), type (1), data. A record is a batch of writes: number of the first (8 bytes),
 * count (4), the writes. All little-endian. Source: RocksDB's wiki, "Write Ahead Log File Format".
 */
public final class WalReader {

    private static final int BLOCK = 32 << 10;
    private static final int HEADER = 7;
    private static final int FULL = 1;
    private static final int FIRST = 2;
    private static final int MIDDLE = 3;
    private static final int LAST = 4;
    private static final int BATCH_HEADER = 12;

    private long highest;
    private long pending;
    private boolean inside;

    private WalReader() {}

    /** Number of the last write of the whole records at the beginning of the logs; 0 for none. */
    static long highest(Path folder) throws IOException {
        WalReader logs = new WalReader();
        for (Path file : files(folder)) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BLOCK)) {
                logs.scan(in);
            }
        }
        return logs.highest;
    }

    /** Whether there are logs, and all of them consist of whole records that follow each other to their ends. */
    static boolean areWhole(Path folder) throws IOException {
        WalReader logs = new WalReader();
        List<Path> files = files(folder);
        for (Path file : files) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BLOCK)) {
                if (!logs.scan(in) || logs.inside) {
                    return false;
                }
            }
        }
        return !files.isEmpty();
    }

    /** The logs, oldest first. */
    public static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d+\\.log"))
                    .sorted()
                    .toList();
        }
    }

    /** Whether it is whole to its end. */
    private boolean scan(InputStream in) throws IOException {
        pending = 0;
        inside = false;
        byte[] block = new byte[BLOCK];
        int read = BLOCK;
        while (read == BLOCK) {
            read = in.readNBytes(block, 0, BLOCK);
            ByteBuffer rest = ByteBuffer.wrap(block, 0, read).order(ByteOrder.LITTLE_ENDIAN);
            if (!scanBlock(rest) || (read < BLOCK && rest.hasRemaining())) {
                return false;
            }
        }
        return true;
    }

    private boolean scanBlock(ByteBuffer block) {
        while (block.remaining() >= HEADER) {
            int crc = block.getInt();
            int length = Short.toUnsignedInt(block.getShort());
            int type = block.get();
            boolean whole = length <= block.remaining() && crc == masked(block, length);
            ByteBuffer data = block.slice().order(ByteOrder.LITTLE_ENDIAN);
            if (!whole || !take(type, data, length)) {
                return false;
            }
            block.position(block.position() + length);
        }
        return true;
    }

    /** The type is right before the data. */
    private static int masked(ByteBuffer block, int length) {
        CRC32C crc = new CRC32C();
        crc.update(block.array(), block.position() - 1, length + 1);
        int value = (int) crc.getValue();
        return ((value >>> 15) | (value << 17)) + 0xa282ead8;
    }

    /** Reads the next piece; false if it does not follow, so that RocksDB has to decide how far the log goes. */
    private boolean take(int type, ByteBuffer data, int length) {
        if (type == FULL || type == FIRST) {
            if (length < BATCH_HEADER) {
                return false;
            }
            long first = data.getLong(0);
            if (highest != 0 && first > highest + 1) {
                return false;
            }
            pending = first + data.getInt(8) - 1;
        } else if (type != MIDDLE && type != LAST) {
            return false;
        }
        inside = type == FIRST || type == MIDDLE;
        if (!inside) {
            highest = Math.max(highest, pending);
        }
        return true;
    }
}
