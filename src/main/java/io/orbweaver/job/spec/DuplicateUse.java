package io.orbweaver.job.spec;

import java.util.Locale;

/**
 * The treatment of a page that duplicates an earlier page of the job: by its content, or by the canonical URL that it
 * states.
 */
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
