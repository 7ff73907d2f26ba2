package io.orbweaver.store.rocksdb.database;

/** The column families, in the order in which they are opened. */
public enum Family {
    DEFAULT("default"),
    JOBS("jobs"),
    URLS("urls"),
    QUEUE("queue"),
    HOSTS("hosts"),
    LOG("log"),
    BLOCKS("blocks"),
    SITEMAPS("sitemaps"),
    RESULTS("results"),
    BODIES("bodies");

    private final String familyName;

    Family(String familyName) {
        this.familyName = familyName;
    }

    /** Its name on disk. */
    public String familyName() {
        return familyName;
    }
}
