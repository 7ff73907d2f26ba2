package io.orbweaver.event;

import io.orbweaver.job.Job;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place where a reader wants to begin, by the API's cursor rules: {@code Last-Event-ID} takes precedence over
 * {@code after}; 0 is the beginning; {@code latest} is the last committed event when the request is read.
 */
public sealed interface Cursor {

    /** Read after this sequence number. */
    record After(long seq) implements Cursor {}

    /** The log ends there: nothing will ever come. */
    record Over() implements Cursor {}

    /**
     * No place in this log.
     *
     * @param field {@code Last-Event-ID} or {@code after}
     * @param detail what is wrong
     */
    record Bad(String field, String detail) implements Cursor {}

    /** Whether a text has the form of an {@code after} parameter. */
    static boolean isPlace(String after) {
        return after.equals("latest") || Digits.NUMBER.matcher(after).matches();
    }

    /**
     * Reads a cursor.
     *
     * @param lastEventId the Last-Event-ID header, or null; an empty one counts as none
     * @param after the {@code after} parameter, or null
     * @param job the job whose log is read
     */
    static Cursor of(@Nullable String lastEventId, @Nullable String after, Job job) {
        boolean header = lastEventId != null && !lastEventId.isEmpty();
        String field = header ? "Last-Event-ID" : "after";
        String text = header ? lastEventId : after;
        if (text == null) {
            return new After(0);
        }
        if (text.equals("latest") && !header) {
            return job.state().ended() ? new Over() : new After(job.lastSeq());
        }
        if (!Digits.NUMBER.matcher(text).matches()) {
            return new Bad(field, header ? "must be a sequence number" : "must be a sequence number or 'latest'");
        }
        long seq = Long.parseLong(text);
        if (seq >= job.lastSeq() && job.state().ended()) {
            return new Over();
        }
        if (seq > job.lastSeq()) {
            return new Bad(field, "is beyond the log, which has " + job.lastSeq() + " events so far");
        }
        return new After(seq);
    }

    /** The form of a number that fits a long. */
    final class Digits {
        private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

        private Digits() {}
    }
}
