package io.orbweaver.store.rocksdb.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.store.rocksdb.database.SmallTables.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which small tables are merged: s is a small one of the last level, L a large one, 0 one of the first level. */
class SmallTablesTest {

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "ssssssss, 0-7",
        "sssssss, ''",
        "sssssssssss, 0-10",
        "ssssLssss, ''",
        "ssssssssLssssssssL, 0-7 9-16",
        "LssssssssL, 1-8",
        "00000000s, ''",
        "00000000, ''",
        "ssss0ssss, 0-8",
    })
    void runsOfNeighboursAreMerged(String tables, String ranges) {
        List<Table> all = new ArrayList<>();
        for (int i = 0; i < tables.length(); i++) {
            char kind = tables.charAt(i);
            long bytes = kind == 'L' ? SmallTables.BYTES_MAX : SmallTables.BYTES_MAX - 1;
            byte[] key = {(byte) (120 + i)}; // some are negative as bytes, which are compared unsigned
            all.add(new Table(kind == '0' ? 0 : 6, key, key, bytes));
        }
        Collections.shuffle(all, new Random(1));
        assertThat(SmallTables.toMerge(all).stream()
                        .map(range -> place(range.from()) + "-" + place(range.to()))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(ranges);
    }

    private static int place(byte[] key) {
        return (key[0] & 0xff) - 120;
    }
}
