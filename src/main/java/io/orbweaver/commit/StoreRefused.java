package io.orbweaver.commit;

import org.jspecify.annotations.Nullable;

/** A store cannot be opened at the start; says why, and what an operator can do. */
public final class StoreRefused extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param reason why, a sentence
     * @param remedy what to do, a sentence
     * @param cause what the store said, or null
     */
    public StoreRefused(String reason, String remedy, @Nullable Throwable cause) {
        super(reason, cause);
        this.remedy = remedy;
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }
}
