package io.orbweaver.commit;

/**
 * A file of the store cannot be read as it was written, and no later try will succeed: the store has to be restored.
 * Reads that do not need the file go on.
 */
public final class StoreDamaged extends StoreUnavailable {

    private static final long serialVersionUID = 1L;

    private final String file;

    /**
     * @param file its name, relative to the data folder
     * @param cause what the store said
     */
    public StoreDamaged(String file, Throwable cause) {
        super(
                "the store's file " + file
                        + " is damaged: stop the service, and restore its whole data folder from a backup",
                cause);
        this.file = file;
    }

    /** The name of the file, relative to the data folder. */
    public String file() {
        return file;
    }

    /** What is wrong and what to do, one sentence: the same for clients, in health and in the log. */
    public String sentence() {
        return "T" + String.valueOf(getMessage()).substring(1) + ".";
    }
}
