package io.orbweaver.outcome;

/** Whether the body of a page was kept, for a job that keeps bodies. */
public enum BodyKeeping {
    /** It is kept. */
    KEPT("kept"),
    /** It is not: as much is kept as the operator allows, for this job or in all. */
    LIMIT("limit");

    private final String wireName;

    BodyKeeping(String wireName) {
        this.wireName = wireName;
    }

    /** The name in events. */
    public String wireName() {
        return wireName;
    }
}
