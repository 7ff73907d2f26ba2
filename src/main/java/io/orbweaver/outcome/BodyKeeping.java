package io.orbweaver.outcome;

/** What became of the body of a page whose job keeps bodies. */
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
