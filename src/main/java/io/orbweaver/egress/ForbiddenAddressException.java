package io.orbweaver.egress;

import java.net.SocketException;

/** The egress guard refused a connection. The message does not tell which address a name resolved to. */
public final class ForbiddenAddressException extends SocketException {

    private static final long serialVersionUID = 1L;

    /** The refusal. */
    public ForbiddenAddressException() {
        super("the address is not public, and orbweaver.egress.allow does not name it");
    }

    /** Expected and frequent: it carries no stack. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
