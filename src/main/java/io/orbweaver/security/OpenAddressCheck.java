package io.orbweaver.security;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The check that refuses to start where strangers could call: on an address other than loopback, without keys, unless
 * the configuration allows it.
 */
final class OpenAddressCheck {

    private OpenAddressCheck() {}

    /**
     * @param address where it would listen; null for everywhere
     * @throws OpenAddressException where that is refused
     */
    static void check(@Nullable InetAddress address, boolean open) {
        if (!isLoopback(address) && !open) {
            throw new OpenAddressException(address == null ? "every address" : address.getHostAddress());
        }
    }

    /**
     * The same for the actuator where it has a separate port ({@code management.server}), which then has a separate
     * address, too.
     *
     * @throws OpenAddressException where that is refused
     */
    static void checkManagement(Environment environment, boolean open) {
        Binder binder = Binder.get(environment);
        int ours = binder.bind("server.port", Integer.class).orElse(8080);
        int port = binder.bind("management.server.port", Integer.class).orElse(ours);
        if (port >= 0 && port != ours) {
            InetAddress address =
                    binder.bind("management.server.address", InetAddress.class).orElse(null);
            check(address, open);
        }
    }

    static boolean isLoopback(@Nullable InetAddress address) {
        return address != null && address.isLoopbackAddress();
    }

    /** The refusal, with what an operator can do. */
    static final class OpenAddressException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        OpenAddressException(String address) {
            super("Orbweaver would listen on " + address + " and let every caller in.");
        }
    }
}
