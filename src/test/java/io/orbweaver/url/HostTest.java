package io.orbweaver.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registrable domains by the public suffix list, and what stands for itself. */
class HostTest {

    @ParameterizedTest(name = "{0} belongs to {1}")
    @CsvSource({
        "example.org, example.org",
        "a.b.example.org, example.org",
        "www.example.co.uk:8080, example.co.uk",
        "a.b.github.io, b.github.io",
        "a.b.c.ck, b.c.ck",
        "a.www.ck, www.ck",
        "a.xn--bcher-kva.xn--p1ai, xn--bcher-kva.xn--p1ai",
        "a_b.example.com, example.com",
        "www.example.org., example.org.",
        // suffixes stand for themselves
        "com, com",
        "co.uk, co.uk",
        "github.io, github.io",
        // a top-level label that is not listed
        "localhost, localhost",
        "localhost:8080, localhost",
        "a.b.internal-name, b.internal-name",
        // addresses have no labels
        "10.1.2.3, 10.1.2.3",
        "10.1.2.3:81, 10.1.2.3",
        "[2001:db8::1], [2001:db8::1]",
        "[2001:db8::1]:81, [2001:db8::1]",
        // odd, but hosts
        "., .",
        ".., ..",
        "a..com, a..com",
        "file:, file"
    })
    void belongsToTheDomainThatSomeoneRegistered(String host, String domain) {
        assertThat(new Host(host).registrableDomain()).isEqualTo(domain);
    }

    @Test
    void isNeverEmpty() {
        assertThatThrownBy(() -> new Host("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nameIsWithoutPort() {
        assertThat(new Host("[::1]:81").name()).isEqualTo("[::1]");
        assertThat(new Host("h:81").name()).isEqualTo("h");
        assertThat(new Host("h")).hasToString("h").isGreaterThan(new Host("g"));
    }
}
