package io.orbweaver.commit;

/** The store cannot take a write, or answer a read, now; nothing was changed, and a later try may succeed. */
public sealed class StoreUnavailable extends RuntimeException permits StoreDamaged {

    private static final long serialVersionUID = 1L;

    /** @param reason a sentence for an operator */
    public StoreUnavailable(String reason) {
        super(reason);
    }

    /**
     * @param reason a sentence for an operator
     * @param cause what the store said
     */
    public StoreUnavailable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
