package io.orbweaver.job.spec;

import java.util.Locale;

/** What a job does with a page that an earlier page of it is, too: the same content, or its URL by its own word. */
public enum DuplicateUse {
    /** It is a page that says so, in {@code duplicateOf} and {@code canonical}. */
    REPORT,
    /** It is a skip, and its links are not followed. */
    SKIP;

    /** The name in a submission. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
