package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTML §4.8.4.3; URLs that are expected are separated by spaces. */
class SrcsetTest {

    @ParameterizedTest(name = "§4.8.4.3 {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            emptyValue = "",
            value = {
                "`` | ``",
                "` , ,, ` | ``",
                "a | a",
                "a, b | a b",
                "a,b | a,b",
                "a,, b | a b",
                ",a | a",
                "a 1x,b 2x | a b",
                "a 1x , b 2x | a b",
                "`\ta\n1x\r,\fb 2x` | a b",
                "a 100w, b 200w | a b",
                "a 100w 50h | a",
                "a 50h 100w | a",
                "a 50h | ``",
                "a 100w 2x | ``",
                "a 2x 100w | ``",
                "a 1x 2x | ``",
                "a 1w 2w | ``",
                "a 1w 2h 3h | ``",
                "a 1x 2h | ``",
                "a 0w | ``",
                "a 007w | a",
                "a -1w | ``",
                "a +1w | ``",
                "a 1.5w | ``",
                "a w | ``",
                "a x | ``",
                "a 1.5x, b .5x, c 1e3x, d 1E-3x | a b c d",
                "a 1.x, b +1x, c 1ex, d -1x | ``",
                "a -0x, b -0.0x | a b",
                "a 1X | ``",
                "a 1y, b | b",
                "a (b, c 1x), d | d",
                "a (, b 1x | ``",
                "a 1x (x), d 1x | d",
                "data:,a, b 1x | data:,a b",
                "data:image/png;base64,x= 1x, b 2x | data:image/png;base64,x= b",
                "a?x=1,2 1x | a?x=1,2"
            })
    void candidatesAreThoseOfTheStandard(String value, String urls) {
        assertThat(String.join(" ", Srcset.urls(value))).isEqualTo(urls);
    }

    @Test
    void worksInLinearTime() {
        assertThat(Srcset.urls("a 1x,".repeat(200_000))).hasSize(200_000);
        assertThat(Srcset.urls(",".repeat(1_000_000))).isEmpty();
        assertThat(Srcset.urls("a (" + "(".repeat(1_000_000))).isEmpty();
        assertThat(Srcset.urls("a " + "1".repeat(1_000_000) + "x")).isEqualTo(List.of("a"));
    }
}
