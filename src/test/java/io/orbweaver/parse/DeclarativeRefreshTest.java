package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTML §4.2.5.3, the shared declarative refresh steps. */
class DeclarativeRefreshTest {

    @ParameterizedTest(name = "§4.2.5.3 {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "null",
            value = {
                "`` | null",
                "x | null",
                "; url=x | null",
                "-1; url=x | null",
                "5x; url=y | null",
                "5 | ``",
                "` 5 ` | ``",
                "5; | ``",
                "5; url= | ``",
                "5; url=x | x",
                "5, url=x | x",
                "5 url=x | x",
                "5 x | x",
                "0;URL=/a b | /a b",
                "0;Url = 'x' y | x",
                "0;url=\"x'y\" z | x'y",
                "0;url='x | x",
                "0;url=x'y | x'y",
                "0;'x' | x",
                "0;x | x",
                "0;u | u",
                "0;ur=x | ur=x",
                "0;urlx | urlx",
                "0;url | url",
                "0;;x | ;x",
                "`\t0\n;\furl\r=\tx` | x",
                ".5; url=x | x",
                ". ; url=x | x",
                "1.5.2; url=x | x",
                "99999999999999999999; url=x | x"
            })
    void targetIsThatOfTheStandard(String content, String target) {
        assertThat(DeclarativeRefresh.target(content)).isEqualTo(target);
    }
}
