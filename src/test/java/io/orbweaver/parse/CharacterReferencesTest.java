package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.parse.html.CharacterReferences;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTML §13.2.5.72 to §13.2.5.80. */
class CharacterReferencesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a&amp;b | a&b | a&b",
                "a&ampb | a&ampb | a&b",
                "a&amp=b | a&amp=b | a&=b",
                "a&amp-b | a&-b | a&-b",
                "a&amp | a& | a&",
                "?x=1&copy=2&lang=3&reg;=4 | ?x=1&copy=2&lang=3®=4 | ?x=1©=2&lang=3®=4",
                "&notin; &notit; &not; | ∉ &notit; ¬ | ∉ ¬it; ¬",
                "&CounterClockwiseContourIntegral; | ∳ | ∳",
                "&acE; &bne; | ∾̳ =⃥ | ∾̳ =⃥",
                "&nosuch; &AMP &Amp; && & &; | &nosuch; & &Amp; && & &; | &nosuch; & &Amp; && & &;",
                "&#65;&#x42;&#X43&#68 &#69x | ABCD Ex | ABCD Ex",
                "&#;&#x;&#xg;&# | &#;&#x;&#xg;&# | &#;&#x;&#xg;&#",
                "&#128;&#x9F;&#x81;&#150; | €Ÿ\u0081– | €Ÿ\u0081–",
                "&#0;&#xD800;&#x110000;&#99999999999999999999; | \uFFFD\uFFFD\uFFFD\uFFFD | \uFFFD\uFFFD\uFFFD\uFFFD",
                "&#x1F600;&#xFFFE;&#11;. | 😀\uFFFE\u000B. | 😀\uFFFE\u000B.",
                "&#x٣;&#٣; | &#x٣;&#٣; | &#x٣;&#٣;"
            })
    void referencesAreDecodedByTheRulesOfTheirPlace(String written, String inAttribute, String inText) {
        char[] text = written.toCharArray();
        assertThat(CharacterReferences.inAttribute(text, text.length)).isEqualTo(inAttribute);
        assertThat(CharacterReferences.inText(text, text.length)).isEqualTo(inText);
    }

    @Test
    void attributesAreReadByTheAttributeRule() {
        assertThat(Scans.hrefs("<a href='?a&copy=1'><a href=?a&copy;=1><a href=\"?a&copy\"><a href=?a&copy>"))
                .containsExactly("?a&copy=1", "?a©=1", "?a©", "?a©");
    }
}
