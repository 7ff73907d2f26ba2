package io.orbweaver.egress;

import java.net.SocketException;

/**
 * The refusal of a connection by the egress guard. The message does not contain the address that a name resolved to.
 */
public final class ForbiddenAddressException extends SocketException {

    private static final long serialVersionUID = 1L;

    private final boolean port;

    private ForbiddenAddressException(boolean port, String message) {
        super(message);
        this.port = port;
    }

    /** The refusal of an address. */
    public static ForbiddenAddressException forAddress() {
        return new ForbiddenAddressException(
                false, "the address is not public, and orbweaver.egress.allow does not name it");
    }

    /** The refusal of a port, whatever the address is. */
    public static ForbiddenAddressException forPort() {
        return new ForbiddenAddressException(true, "orbweaver.egress.ports-denied names the port");
    }

    /** Whether it was for the port. */
    public boolean isForPort() {
        return port;
    }

    /** Expected and frequent: it carries no stack. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
