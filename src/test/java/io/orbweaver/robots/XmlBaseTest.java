package io.orbweaver.robots;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** References joined by RFC 3986 §5.2.2, the dots in paths left to whoever resolves the whole. */
class XmlBaseTest {

    @ParameterizedTest
    @CsvSource({
        "'', x, x",
        "http://a.test/d/e, x, http://a.test/d/x",
        "http://a.test, x, http://a.test/x",
        "http://a.test/d/e, /x, http://a.test/x",
        "http://a.test/d/e, //b.test/x, http://b.test/x",
        "http://a.test/d/e, http://b.test/x, http://b.test/x",
        "http://a.test/d/e, ?q, http://a.test/d/e?q",
        "http://a.test/d/e?p, '#f', http://a.test/d/e?p#f",
        "http://a.test/d/e?p/q, x, http://a.test/d/x",
        "http://a.test/d/, ../x?a, http://a.test/d/../x?a",
        "d/, x, d/x",
        "d, ../x, ../x",
        "/d/, x, /d/x",
        "/d/, /x, /x",
        "//b.test/d/, /x, //b.test/x",
        "d/, http://b.test/x, http://b.test/x"
    })
    void aReferenceIsWhatItIsByItsBase(String base, String reference, String joined) {
        assertThat(XmlBase.join(base, reference)).isEqualTo(joined);
    }
}
