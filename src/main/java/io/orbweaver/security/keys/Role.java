package io.orbweaver.security.keys;

/** The role of a key. */
public enum Role {
    /** Reads every job and its results, and changes nothing. */
    READER,
    /** Submits jobs, reads and changes those that it submitted; there are no others for it. */
    SUBMITTER,
    /** Reads and changes every job, and sees how the service does: hosts, metrics, details of health. */
    OPERATOR;

    /** Whether jobs of others are there for it. */
    public boolean seesEveryJob() {
        return this != SUBMITTER;
    }
}
