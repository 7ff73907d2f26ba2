package io.orbweaver.export;

import java.util.List;

/** The forms in which results are given out. */
public enum ExportFormat {
    /** A line of JSON for each event (https://github.com/ndjson/ndjson-spec). */
    NDJSON(
            "ndjson",
            "application/x-ndjson",
            "ndjson",
            List.of("application/x-ndjson", "application/ndjson", "application/jsonl")),
    /** A table with a row for each event (RFC 4180). */
    CSV("csv", "text/csv;charset=UTF-8;header=present", "csv", List.of("text/csv")),
    /** An archive of what was asked and answered (WARC 1.1), each record a separate gzip member. */
    WARC("warc", "application/warc", "warc.gz", List.of("application/warc")),
    /** The link graph, a line of JSON for each node and each edge. */
    GRAPH_NDJSON("ndjson", "application/x-ndjson", "graph.ndjson", NDJSON.accepted),
    /** The link graph in GraphML 1.0 (http://graphml.graphdrawing.org/). */
    GRAPHML(
            "graphml",
            "application/graphml+xml;charset=UTF-8",
            "graphml",
            List.of("application/graphml+xml", "application/xml"));

    private final String wireName;
    private final String contentType;
    private final String extension;
    private final List<String> accepted;

    ExportFormat(String wireName, String contentType, String extension, List<String> accepted) {
        this.wireName = wireName;
        this.contentType = contentType;
        this.extension = extension;
        this.accepted = accepted;
    }

    /** The name in {@code ?format=}. */
    public String wireName() {
        return wireName;
    }

    /** The media type, with its parameters. */
    public String contentType() {
        return contentType;
    }

    /** What a file's name ends in, without the dot. */
    public String extension() {
        return extension;
    }

    /** Media types by which it is asked for. */
    public List<String> accepted() {
        return accepted;
    }

    /** Whether its bytes are gzip's already. */
    public boolean isCompressed() {
        return this == WARC;
    }
}
