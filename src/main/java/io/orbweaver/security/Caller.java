package io.orbweaver.security;

import io.orbweaver.security.keys.HeldKey;
import io.orbweaver.security.keys.Role;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** The caller of a request: a key's holder, or anonymous where there are no keys. */
public final class Caller {

    /** Any caller, where there are no keys: may do everything. */
    public static final Caller ANYBODY = new Caller(null, () -> true);

    private static final String ATTRIBUTE = Caller.class.getName();

    private final @Nullable HeldKey key;
    private final BooleanSupplier holds;

    /** @param holds whether what it came with would still let it in */
    Caller(@Nullable HeldKey key, BooleanSupplier holds) {
        this.key = key;
        this.holds = holds;
    }

    /**
     * The caller of an exchange.
     *
     * @throws IllegalStateException if the exchange was not authenticated: that must not count as any caller
     */
    public static Caller of(ServerWebExchange exchange) {
        Caller caller = exchange.getAttribute(ATTRIBUTE);
        if (caller == null) {
            throw new IllegalStateException("the caller is not known");
        }
        return caller;
    }

    /** Sets the caller of an exchange. */
    public static void remember(ServerWebExchange exchange, Caller caller) {
        exchange.getAttributes().put(ATTRIBUTE, caller);
    }

    /** The key's name, or null where there are no keys. */
    public @Nullable String name() {
        return key == null ? null : key.name();
    }

    /** What it may do. */
    public Role role() {
        return key == null ? Role.OPERATOR : key.role();
    }

    /** How many of its jobs may be there that have not ended; no key, no bound. */
    public int jobsMax() {
        return key == null ? Integer.MAX_VALUE : key.jobs();
    }

    /** Whose jobs alone are there for it, or null where all are. */
    public @Nullable String onlyOf() {
        return role().seesEveryJob() ? null : name();
    }

    /** Whether a job is there for it. */
    public boolean maySee(@Nullable String owner) {
        String only = onlyOf();
        return only == null || Objects.equals(only, owner);
    }

    /** Whether what it came with would still let it in, in the same role: for answers that last. */
    public boolean isStillLetIn() {
        return holds.getAsBoolean();
    }

    @Nullable
    HeldKey key() {
        return key;
    }

    /** For logs. */
    @Override
    public String toString() {
        return key == null ? "anonymous" : key.name();
    }
}
