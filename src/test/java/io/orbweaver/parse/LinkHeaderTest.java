package io.orbweaver.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Link header fields by RFC 8288. */
class LinkHeaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "null",
            value = {
                "</a>; rel=canonical                                         | /a",
                "</a>;rel=canonical                                          | /a",
                " < /a > ; REL = \"Canonical\"                               | /a",
                "</l>; rel=\"image_src\",</a>; rel=\"canonical\", </s>; rel=s | /a",
                "</a,1;b>; rel=\"next canonical\"                            | /a,1;b",
                "</o>; title=\"a, b; rel=canonical\"; rel=next, </a>; rel=canonical | /a",
                "</o>; title=\"\\\"</x>; rel=canonical\"; rel=next              | null",
                "</o>; rel=next; rel=canonical                               | null",
                "</o>; rel=\"canonical-x\"                                   | null",
                "</o>; rel=canonical; anchor=\"/x\", </a>; rel=canonical     | /a",
                "</o>; rev=canonical                                         | null",
                "</o>; title*=UTF-8''%e2; rel='canonical'                    | null",
                "</a>; crossorigin; rel=canonical                            | /a",
                "</o                                                         | null",
                "; rel=canonical                                             | null",
                "</o>; title=\"x; rel=canonical                               | null",
                "</o>                                                        | null",
                "``                                                          | null"
            })
    void theFirstLinkOfARelationCounts(String field, String target) {
        assertThat(LinkHeader.target(List.of(field), "canonical")).isEqualTo(target);
    }

    @Test
    void aLinkMayStandInAnyField() {
        assertThat(LinkHeader.target(List.of("</n>; rel=next", "</a>; rel=canonical"), "canonical"))
                .isEqualTo("/a");
        assertThat(LinkHeader.target(List.of(), "canonical")).isNull();
    }
}
