package io.orbweaver.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.security.KeyVerifier.Verdict;
import io.orbweaver.security.Sessions.Session;
import io.orbweaver.security.keys.HeldKey;
import io.orbweaver.security.keys.KeyProperties;
import io.orbweaver.security.keys.Keys;
import io.orbweaver.security.keys.Role;
import io.orbweaver.security.keys.SecurityProperties;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class KeyVerifierTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = START;
    private final Keys keys = keys("one");
    private final KeyVerifier gatekeeper = new KeyVerifier(keys, new FailedAttempts(() -> now), () -> now);
    private final Sessions sessions = new Sessions(new byte[] {1, 2, 3}, Duration.ofHours(12));

    private static Map<String, KeyProperties> ofFile(Role role, Instant until, String... keys) {
        return Map.of(
                "ci",
                new KeyProperties(List.of(keys).stream().map(TestKeys::hash).toList(), role, 2, null, until));
    }

    private static Keys keys(String key) {
        SecurityProperties properties = new SecurityProperties(
                false, Set.of(), Map.of(), null, Duration.ofSeconds(5), 20, 100, null, Duration.ofHours(12));
        return new Keys(properties, ofFile(Role.SUBMITTER, null, key));
    }

    private Verdict.Right right(String key) {
        return (Verdict.Right) gatekeeper.judge(key, "here");
    }

    @Test
    void keysCannotBeTriedOutAtSpeed() {
        for (int i = 0; i < FailedAttempts.AT_ONCE; i++) {
            assertThat(gatekeeper.judge("wrong " + i, "there")).isEqualTo(new Verdict.Wrong());
        }
        assertThat(gatekeeper.judge("one", "there"))
                .as("a right one is not looked at either")
                .isEqualTo(new Verdict.Barred(Duration.ofSeconds(3)));
        assertThat(right("one").match().key().name()).as("from elsewhere").isEqualTo("ci");
        now = now.plusSeconds(3);
        assertThat(gatekeeper.judge("one", "there")).isInstanceOf(Verdict.Right.class);
        assertThat(gatekeeper.judge("wrong", "there")).isEqualTo(new Verdict.Wrong());
        assertThat(gatekeeper.judge("one", "there")).isInstanceOf(Verdict.Barred.class);
    }

    @Test
    void anAddressOfIpv6CountsAsItsNetwork() throws UnknownHostException {
        assertThat(address("2001:db8::1"))
                .isEqualTo(address("2001:db8:0:0:5::2"))
                .isNotEqualTo(address("2001:db8:1::1"));
        assertThat(address("192.0.2.1")).isNotEqualTo(address("192.0.2.2"));
        assertThat(FailedAttempts.of(null)).isEmpty();
    }

    private static String address(String literal) throws UnknownHostException {
        return FailedAttempts.of(new InetSocketAddress(InetAddress.getByName(literal), 1));
    }

    @Test
    void instancesWithOneSecretKnowEachOthersSessions() {
        String shared = "a secret of more than thirty-two characters";
        String cookie =
                sessions(shared).write(sessions(shared).begin(right("one").match(), now));
        assertThat(sessions(shared).read(cookie, now)).isNotNull();
        assertThat(sessions(shared + "!").read(cookie, now)).isNull();
    }

    private static Sessions sessions(String secret) {
        SecurityProperties properties = new SecurityProperties(
                false, Set.of(), Map.of(), null, Duration.ofSeconds(5), 20, 100, secret, Duration.ofHours(12));
        assertThat(properties.toString()).doesNotContain(secret);
        return new KeysConfiguration().sessions(properties, new StandardEnvironment());
    }

    @Test
    void invalidKeysAreWrong() {
        assertThat(gatekeeper.judge("", "here")).isEqualTo(new Verdict.Wrong());
        assertThat(gatekeeper.judge("x".repeat(100_000), "here")).isEqualTo(new Verdict.Wrong());
    }

    @Test
    void aKeyEndsWhenItsTimeIsOver() {
        keys.replace(ofFile(Role.READER, START.plusSeconds(60), "one"));
        Caller caller = gatekeeper.caller(right("one").match());
        Session session = sessions.begin(right("one").match(), now);
        assertThat(session.until()).isEqualTo(START.plusSeconds(60));
        assertThat(caller.isStillLetIn()).isTrue();
        now = START.plusSeconds(60);
        assertThat(caller.isStillLetIn()).isFalse();
        assertThat(gatekeeper.caller(session)).isNull();
        assertThat(gatekeeper.judge("one", "here")).isEqualTo(new Verdict.Wrong());
    }

    @Test
    void rotationAndAnotherRoleEndWhatRestsOnTheOld() {
        Caller caller = gatekeeper.caller(right("one").match());
        Session session = sessions.begin(right("one").match(), now);
        keys.replace(ofFile(Role.SUBMITTER, null, "one", "two"));
        assertThat(caller.isStillLetIn()).isTrue();
        assertThat(gatekeeper.caller(session).name()).isEqualTo("ci");
        keys.replace(ofFile(Role.READER, null, "one"));
        assertThat(caller.isStillLetIn()).as("in another role").isFalse();
        assertThat(gatekeeper.caller(session).role()).isEqualTo(Role.READER);
        keys.replace(ofFile(Role.SUBMITTER, null, "two"));
        assertThat(caller.isStillLetIn()).isFalse();
        assertThat(gatekeeper.caller(session)).isNull();
        keys.replace(Map.of());
        assertThat(gatekeeper.judge("two", "here")).isEqualTo(new Verdict.Wrong());
    }

    @Test
    void aSessionIsWhatWasSignedAndNothingElse() {
        Session session = sessions.begin(right("one").match(), now);
        String cookie = sessions.write(session);
        assertThat(sessions.read(cookie, now)).isEqualTo(session);
        assertThat(cookie).doesNotContain(TestKeys.hash("one").substring(7));
        assertThat(sessions.read(cookie.replace("ci.", "co."), now)).isNull();
        assertThat(sessions.read(cookie.substring(0, cookie.length() - 2) + "AA", now))
                .isNull();
        assertThat(sessions.read(cookie + "A", now)).isNull();
        assertThat(sessions.read("", now)).isNull();
        assertThat(new Sessions(new byte[] {9}, Duration.ofHours(12)).read(cookie, now))
                .isNull();
        assertThat(sessions.read(cookie, START.plus(Duration.ofHours(12)))).isNull();
    }

    @Test
    void aRateIsCountedForChangesAndReadsApart() {
        RateLimits rates = new RateLimits(() -> now);
        HeldKey key = right("one").match().key();
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/v1/jobs"));
        for (int left = 3; left >= 0; left--) {
            assertThat(rates.count(key, exchange)).isNull();
            assertThat(exchange.getResponse().getHeaders().getFirst("RateLimit"))
                    .startsWith("\"changes\";r=" + left + ";t=");
        }
        assertThat(exchange.getResponse().getHeaders().getFirst("RateLimit-Policy"))
                .isEqualTo("\"changes\";q=4;w=2");
        assertThat(rates.count(key, exchange)).isEqualTo(Duration.ofMillis(500));
        MockServerWebExchange read = MockServerWebExchange.from(MockServerHttpRequest.get("/v1/jobs"));
        assertThat(rates.count(key, read)).isNull();
        assertThat(read.getResponse().getHeaders().getFirst("RateLimit")).isEqualTo("\"reads\";r=39;t=1");
        now = now.plusMillis(500);
        assertThat(rates.count(key, exchange)).isNull();
    }
}
