package io.orbweaver.export;

import io.orbweaver.event.LoggedEvent;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.job.spec.JobSpecJson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The columns of a job's table: the number and type of an event, every property that an outcome may have, and what the
 * job takes out of its pages. An event has nothing in the columns of others' properties.
 */
final class CsvColumns {

    /** Those of every table, in order; new ones go behind them. */
    static final List<String> COMMON = List.of(
            "seq",
            "type",
            "url",
            "finalUrl",
            "redirects",
            "depth",
            "referrer",
            "status",
            "contentType",
            "charset",
            "bytes",
            "sha256",
            "title",
            "links",
            "millis",
            "attempt",
            "canonical",
            "duplicateOf",
            "body",
            "kind",
            "attempts",
            "message",
            "reason",
            "of",
            "at",
            "truncated",
            "omitted");

    private static final List<String> PARTS = List.of("metadata", "text", "markdown", "links");

    private final List<Column> columns;

    private record Column(String name, UnaryOperator<JsonNode> value) {}

    private CsvColumns(List<Column> columns) {
        this.columns = columns;
    }

    /** The columns for a job. */
    static CsvColumns of(JobSpec spec) {
        return of(JobSpecJson.write(spec).path("extract"));
    }

    /** @param extract what the job takes out of pages, as a client sees it in the specification's JSON */
    static CsvColumns of(JsonNode extract) {
        List<Column> columns = new ArrayList<>();
        for (String name : COMMON) {
            columns.add(new Column(name, data -> data.path(name)));
        }
        for (String part : PARTS) {
            if (extract.path(part).asBoolean(false)) {
                columns.add(extracted(part));
            }
        }
        extract.path("fields").propertyNames().forEach(name -> columns.add(extracted("fields", name)));
        extract.path("patterns").forEach(pattern -> columns.add(extracted("patterns", pattern.stringValue())));
        if (columns.size() > COMMON.size()) {
            columns.add(extracted("unavailable"));
            columns.add(extracted("truncated"));
        }
        return new CsvColumns(List.copyOf(columns));
    }

    private static Column extracted(String... path) {
        return new Column("extract." + String.join(".", path), data -> {
            JsonNode found = data.path("extract");
            for (String name : path) {
                found = found.path(name);
            }
            return found;
        });
    }

    /** Their names. */
    List<String> names() {
        return columns.stream().map(column -> CsvCells.safe(column.name())).toList();
    }

    /** An event's row. */
    List<@Nullable String> row(LoggedEvent event, JsonNode data) {
        List<@Nullable String> row = new ArrayList<>(columns.size());
        row.add(Long.toString(event.seq()));
        row.add(event.type().wireName());
        for (Column column : columns.subList(2, columns.size())) {
            row.add(cell(column.value().apply(data)));
        }
        return row;
    }

    /** Texts as they are except formulas, what has parts as JSON, and numbers, which may be negative, untouched. */
    private static @Nullable String cell(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return value.isString() ? CsvCells.safe(value.stringValue()) : value.toString();
    }
}
