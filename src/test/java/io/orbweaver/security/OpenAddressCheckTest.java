package io.orbweaver.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orbweaver.security.OpenAddressCheck.OpenAddressException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class OpenAddressCheckTest {

    @Test
    void beyondLoopbackItNeedsKeysOrPermission() throws UnknownHostException {
        for (String loopback : new String[] {"127.0.0.1", "127.8.8.8", "::1"}) {
            assertThatCode(() -> OpenAddressCheck.check(InetAddress.getByName(loopback), false))
                    .doesNotThrowAnyException();
        }
        InetAddress outside = InetAddress.getByName("192.0.2.1");
        assertThatThrownBy(() -> OpenAddressCheck.check(outside, false)).isInstanceOf(OpenAddressException.class);
        assertThatThrownBy(() -> OpenAddressCheck.check(null, false)).hasMessageContaining("every address");
        assertThatCode(() -> OpenAddressCheck.check(outside, true)).doesNotThrowAnyException();
    }

    @Test
    void soDoesASeparatePortForTheActuator() {
        MockEnvironment environment = new MockEnvironment();
        OpenAddressCheck.checkManagement(environment, false);
        environment.setProperty("management.server.port", "8080");
        OpenAddressCheck.checkManagement(environment, false);
        environment.setProperty("management.server.port", "-1");
        OpenAddressCheck.checkManagement(environment, false);
        environment.setProperty("management.server.port", "9090");
        assertThatThrownBy(() -> OpenAddressCheck.checkManagement(environment, false))
                .isInstanceOf(OpenAddressException.class);
        OpenAddressCheck.checkManagement(environment, true);
        environment.setProperty("management.server.address", "127.0.0.1");
        OpenAddressCheck.checkManagement(environment, false);
    }
}
