package io.orbweaver.export;

import io.orbweaver.job.JobId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The head of a record (WARC 1.1 §4). Its identity is made of names, so that a repeated export is the same bytes. */
final class WarcHead {

    private final StringBuilder text = new StringBuilder(512);

    /**
     * Begins a head.
     *
     * @param type e.g. {@code response}
     * @param id its identity, see {@link #id}
     * @param date when it was captured, ISO-8601 UTC
     */
    WarcHead(String type, String id, String date) {
        text.append("WARC/1.1\r\n");
        with("WARC-Type", type).with("WARC-Record-ID", id).with("WARC-Date", date);
    }

    /** The identity of a record: {@code <urn:uuid:…>}. */
    static String id(JobId job, long seq, String kind) {
        String name = "urn:orbweaver:" + job + ":" + seq + ":" + kind;
        return "<urn:uuid:" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)) + ">";
    }

    /** Adds a field; a line end in its value would begin another. */
    WarcHead with(String name, String value) {
        text.append(name).append(": ").append(value.replaceAll("[\r\n]", " ")).append("\r\n");
        return this;
    }

    /** The head of a record whose block has a type and so many bytes. */
    byte[] block(String contentType, long length) {
        with("Content-Type", contentType).with("Content-Length", Long.toString(length));
        return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
