package io.orbweaver.export;

import io.orbweaver.event.LoggedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A table of events: RFC 4180 with a header row, CRLF, in UTF-8 without a byte order mark. */
final class CsvRows {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final CsvColumns columns;

    CsvRows(CsvColumns columns) {
        this.columns = columns;
    }

    /** The names of the columns. */
    byte[] header() {
        return print(columns.names());
    }

    /** An event's row. */
    byte[] row(LoggedEvent event) {
        return print(columns.row(event, JSON.readTree(event.json())));
    }

    private static byte[] print(List<? extends @Nullable String> cells) {
        StringBuilder row = new StringBuilder(256);
        try {
            FORMAT.printRecord(row, cells.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringBuilder throws none
        }
        return row.toString().getBytes(StandardCharsets.UTF_8);
    }
}
