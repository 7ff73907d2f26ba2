package io.orbweaver.store.rocksdb.database;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The choice of tables of a family to merge. RocksDB moves a table that overlaps no other down to its last level as it
 * is, and never looks at it again: a store whose small jobs are flushed one after the other would have one table for
 * each.
 */
final class SmallTables {

    /** Tables below this are small. */
    static final long BYTES_MAX = 2 << 20;

    /** Neighbours that are merged: so many small ones stay at most beside each large one. */
    static final int RUN_MIN = 8;

    private SmallTables() {}

    /** A table: its level, its first and last key, its bytes. */
    record Table(int level, byte[] first, byte[] last, long bytes) {}

    /** A range of keys, both included. */
    record KeyRange(byte[] from, byte[] to) {}

    /** The ranges in which enough small tables of the last level lie side by side. */
    static List<KeyRange> toMerge(List<Table> tables) {
        int lastLevel = tables.stream().mapToInt(Table::level).max().orElse(0);
        List<KeyRange> ranges = new ArrayList<>();
        List<Table> run = new ArrayList<>();
        for (Table table : tables.stream()
                .filter(table -> table.level() == lastLevel && lastLevel > 0)
                .sorted(Comparator.comparing(Table::first, Arrays::compareUnsigned))
                .toList()) {
            if (table.bytes() >= BYTES_MAX) {
                end(run, ranges);
            } else {
                run.add(table);
            }
        }
        end(run, ranges);
        return ranges;
    }

    private static void end(List<Table> run, List<KeyRange> ranges) {
        if (run.size() >= RUN_MIN) {
            ranges.add(new KeyRange(run.get(0).first(), run.get(run.size() - 1).last()));
        }
        run.clear();
    }
}
