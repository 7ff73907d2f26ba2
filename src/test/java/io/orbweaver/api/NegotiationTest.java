package io.orbweaver.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

/** Which form and coding a request asks for. */
class NegotiationTest {

    private static final List<Negotiation.Offer> OFFERS = List.of(
            new Negotiation.Offer("json", List.of("application/json")),
            new Negotiation.Offer("ndjson", List.of("application/x-ndjson", "application/jsonl")),
            new Negotiation.Offer("csv", List.of("text/csv")));

    private static HttpHeaders header(String name, String value) {
        HttpHeaders headers = new HttpHeaders();
        if (value != null) {
            headers.add(name, value);
        }
        return headers;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none                                        | json",
                "*/*                                         | json",
                "application/json                            | json",
                "application/x-ndjson                        | ndjson",
                "application/jsonl                           | ndjson",
                "text/csv                                    | csv",
                "text/*                                      | csv",
                "text/html, */*;q=0.8                        | json",
                "text/csv, application/json                  | csv",
                "application/json;q=0.5, text/csv            | csv",
                "text/csv;q=0.5, application/json;q=0.9      | json",
                "application/*;q=0.4, application/jsonl;q=0.5| ndjson",
                "*/*, application/json;q=0                   | ndjson",
                "application/json;q=0, text/csv;q=0.001      | csv"
            })
    void theMostWantedFormIsChosen(String accept, String form) {
        assertThat(Negotiation.form(null, header("Accept", accept), OFFERS).name())
                .isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"image/png", "application/json;q=0", "nonsense", "text/html, image/*"})
    void anUnacceptableFormIsRefused(String accept) {
        assertThatThrownBy(() -> Negotiation.form(null, header("Accept", accept), OFFERS))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(406))
                .hasMessageContaining("text/csv");
    }

    @Test
    void aNameTakesPrecedenceOverAccept() {
        assertThat(Negotiation.form("csv", header("Accept", "image/png"), OFFERS)
                        .name())
                .isEqualTo("csv");
        assertThatThrownBy(() -> Negotiation.form("xls", header("Accept", "text/csv"), OFFERS))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(400))
                .hasMessageContaining("json, ndjson, csv");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none                       | false",
                "``                         | false",
                "gzip                       | true",
                "GZIP                       | true",
                "x-gzip                     | true",
                "br, gzip;q=0.5             | true",
                "gzip;q=0                   | false",
                "gzip; q=0.000              | false",
                "*                          | true",
                "*;q=0                      | false",
                "*;q=0, gzip                | true",
                "identity                   | false",
                "identity;q=0.5, gzip;q=0.4 | false",
                "identity;q=0.5, gzip;q=0.5 | true",
                "gzip;q=x                   | false",
                "br, deflate                | false"
            },
            quoteCharacter = '`')
    void gzipWhereItIsWanted(String acceptEncoding, boolean gzip) {
        assertThat(Negotiation.gzip(header("Accept-Encoding", acceptEncoding))).isEqualTo(gzip);
    }
}
