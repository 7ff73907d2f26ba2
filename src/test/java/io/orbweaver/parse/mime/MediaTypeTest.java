package io.orbweaver.parse.mime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypeTest {

    @ParameterizedTest(name = "§4.4 {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "null",
            value = {
                "text/html | text/html | null",
                "`\t TEXT/HTML \r\n` | text/html | null",
                "text/html;charset=utf-8 | text/html | utf-8",
                "text/html; charset=UTF-8 ; x=y | text/html | UTF-8",
                "text/html;x=y;CharSet= gbk | text/html | ` gbk`",
                "text/html;charset=\"utf-8\" | text/html | utf-8",
                "text/html;charset=\"ut\\f-8\" | text/html | utf-8",
                "text/html;charset=\"a;charset=b\";charset=c | text/html | a;charset=b",
                "text/html;charset=\"utf-8 | text/html | utf-8",
                "text/html;charset=\"utf-8\\ | text/html | utf-8\\",
                "text/html;charset=\"gbk\"x;charset=big5 | text/html | gbk",
                "text/html;x=\"charset=a\";charset=b | text/html | b",
                "text/html;charset;charset=b | text/html | b",
                "text/html;charset=;charset=b | text/html | b",
                "text/html;charset=\u20AC;charset=b | text/html | b",
                "text/html;charset =a;charset=b | text/html | b",
                "text/html;;;charset=b | text/html | b",
                "text/html; | text/html | null",
                "text/html ;charset=a;charset=b | text/html | a",
                "text/html;charset='a' | text/html | 'a'",
                "*/*;charset=a | */* | a",
                "application/xhtml+xml | application/xhtml+xml | null"
            })
    void essenceAndCharsetAreThoseOfTheStandard(String field, String essence, String charset) {
        assertThat(MediaType.parse(field)).isEqualTo(new MediaType(essence, charset));
    }

    @ParameterizedTest(name = "§4.4 {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``",
                "text",
                "/html",
                "text/",
                "text/;x=y",
                "te xt/html",
                "text/ht ml",
                "text /html",
                "text/html,x/y"
            })
    void invalidMediaTypesAreRefused(String field) {
        assertThat(MediaType.parse(field)).isNull();
    }

    @Test
    void anAbsentFieldHasNoMediaType() {
        assertThat(MediaType.parse(null)).isNull();
    }

    @Test
    void aLongFieldTakesNoLongerThanItsLength() {
        assertThat(MediaType.parse("a/b" + ";charset=\"\\".repeat(100_000))).isNotNull();
        assertThat(MediaType.parse("a/b" + ";".repeat(1_000_000))).isEqualTo(new MediaType("a/b", null));
        assertThat(MediaType.parse(" ".repeat(1_000_000))).isNull();
    }
}
