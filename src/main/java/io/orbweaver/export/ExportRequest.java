package io.orbweaver.export;

import io.orbweaver.job.Job;
import java.util.Locale;

/**
 * A request for an export.
 *
 * @param job the job as it stood when it was asked; the export ends with its last event
 * @param after number of the event before the first one wanted; 0 for the beginning
 * @param typeMask bits of the wanted types of events, see {@link io.orbweaver.event.EventType#mask}; formats that hold
 *     only some of them pay no heed to it
 * @param format the form
 */
public record ExportRequest(Job job, long after, int typeMask, ExportFormat format) {

    private static final int NAME_CHARS_MAX = 100;

    /** Number of the last event that belongs to it. */
    public long upTo() {
        return job.lastSeq();
    }

    /**
     * A name for the file, of letters, digits, dots and hyphens: {@code orbweaver-<host of the first seed>-<job>}, and
     * where it begins unless at the beginning.
     */
    public String fileName() {
        String host = job.spec()
                .seeds()
                .get(0)
                .hostName()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9.]+", "-")
                .replaceAll("^[-.]+|[-.]+$", "");
        String shown = host.isEmpty() ? "files" : host.substring(0, Math.min(NAME_CHARS_MAX, host.length()));
        return "orbweaver-" + shown + "-" + job.id() + (after == 0 ? "" : "-after-" + after) + "." + format.extension();
    }
}
