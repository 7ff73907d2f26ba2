package io.orbweaver.security;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Refuses to start where strangers could call: on an address other than loopback, without keys, unless told to. */
final class OpenAddressCheck {

    private OpenAddressCheck() {}

    /**
     * @param address where it would listen; null for everywhere
     * @throws OpenAddressException where that is refused
     */
    static void check(@Nullable InetAddress address, boolean open) {
        boolean loopback = address != null && address.isLoopbackAddress();
        if (!loopback && !open) {
            throw new OpenAddressException(address == null ? "every address" : address.getHostAddress());
        }
    }

    /** The refusal, with what an operator can do. */
    static final class OpenAddressException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        OpenAddressException(String address) {
            super("Orbweaver would listen on " + address + " and let everybody in.");
        }
    }
}
