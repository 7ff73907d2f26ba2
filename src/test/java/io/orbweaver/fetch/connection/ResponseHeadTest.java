package io.orbweaver.fetch.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.DecoderException;
import io.orbweaver.fetch.connection.ResponseHead.Framing;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Heads as they are met, and what the strict parser behind is given. In tables, {@code |} stands for CRLF, {@code ~}
 * for LF and {@code @} for CR.
 */
class ResponseHeadTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '"',
            value = {
                "HTTP/1.1 200 OK|A: b||                         > HTTP/1.1 200 OK|A: b||",
                "HTTP/1.1 200||                                 > HTTP/1.1 200||",
                "HTTP/1.1 200 ||                                > HTTP/1.1 200||",
                "HTTP/1.1 200 O\u0001K||                        > HTTP/1.1 200 O K||",
                "HTTP/1.1 200 OK~A: b~C: d~~                > HTTP/1.1 200 OK|A: b|C: d||",
                "HTTP/1.1 200 OK|A: b~C: d||                   > HTTP/1.1 200 OK|A: b|C: d||",
                "HTTP/1.1 200 OK|A: b@|C: d||                  > HTTP/1.1 200 OK|A: b|C: d||",
                "HTTP/1.1 200 OK|A:b||                          > HTTP/1.1 200 OK|A: b||",
                "HTTP/1.1 200 OK|A : b||                        > HTTP/1.1 200 OK|A: b||",
                "HTTP/1.1 200 OK|A:||                           > HTTP/1.1 200 OK|A: ||",
                "HTTP/1.1 200 OK|: 1|A: b||                     > HTTP/1.1 200 OK|A: b||",
                "HTTP/1.1 200 OK|no field|A: b||                > HTTP/1.1 200 OK|A: b||",
                "HTTP/1.1 200 OK|X Odd: 1|A: b||                > HTTP/1.1 200 OK|A: b||",
                "HTTP/1.1 200 OK|(x): 1|A: b||                  > HTTP/1.1 200 OK|A: b||",
                "HTTP/1.1 200 OK|A: b| c|\td||                  > HTTP/1.1 200 OK|A: b c d||",
                "HTTP/1.1 200 OK|no field| c|A: b||             > HTTP/1.1 200 OK|A: b||",
                "HTTP/1.1 200 OK| c|A: b||                      > HTTP/1.1 200 OK|A: b||",
                "HTTP/1.1 200 OK|A: \u0001b\u0007c\u007f||      > HTTP/1.1 200 OK|A: b c||",
                "HTTP/1.1 200 OK|A: b@Set-Cookie: c||          > HTTP/1.1 200 OK|A: b Set-Cookie: c||",
                "HTTP/1.1 200 OK|A: caf\u00c3\u00a9 \u00ff||    > HTTP/1.1 200 OK|A: caf\u00c3\u00a9 \u00ff||",
                "HTTP/1.1 200 OK|Content-Length: 5|Content-Length:5||          > HTTP/1.1 200 OK|Content-Length: 5||",
                "HTTP/1.1 200 OK|Content-Length: 5, 5 ,05||                    > HTTP/1.1 200 OK|Content-Length: 5||",
                "HTTP/1.1 200 OK|content-length: |A: b||                       > HTTP/1.1 200 OK|A: b||",
                "HTTP/1.1 200 OK|Transfer-Encoding: identity|Content-Length: 5||"
                        + " > HTTP/1.1 200 OK|Content-Length: 5||",
                "HTTP/1.1 200 OK|Content-Length: 4|Transfer-Encoding: chunked||"
                        + " > HTTP/1.1 200 OK|Transfer-Encoding: chunked|Connection: close||",
            })
    void aHeadIsWrittenAsTheStandardHasIt(String sent, String strict) {
        assertThat(text(read(crlf(sent)).bytes())).isEqualTo(crlf(strict));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "HTTP/1.1 200 OK|Content-Length: 5||                         > LENGTH  > 5",
                "HTTP/1.1 200 OK|Content-Length: 0||                         > LENGTH  > 0",
                "HTTP/1.1 200 OK||                                           > CLOSE   > -1",
                "HTTP/1.1 204 OK|Content-Length: 5||                         > NONE    > 5",
                "HTTP/1.1 304 OK||                                           > NONE    > -1",
                "HTTP/1.1 103 Early||                                        > NONE    > -1",
                "HTTP/1.1 101 Switching||                                    > CLOSE   > -1",
                "HTTP/1.1 200 OK|Transfer-Encoding: Chunked||                > CHUNKED > -1",
                "HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked||          > CHUNKED > -1",
                "HTTP/1.1 200 OK|Transfer-Encoding: gzip|Transfer-Encoding: chunked|| > CHUNKED > -1",
                "HTTP/1.1 200 OK|Transfer-Encoding: rot13|Content-Length: 5|| > CLOSE  > 5",
                "HTTP/1.1 two hundred||                                      > CLOSE   > -1",
            })
    void theBodyEndsWhereTheHeadSays(String sent, Framing framing, long length) {
        ResponseHead head = read(crlf(sent));

        assertThat(head.framing()).isEqualTo(framing);
        assertThat(head.length()).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK|Content-Length: 5|Content-Length: 6||",
                "HTTP/1.1 200 OK|Content-Length: 5, 6||",
                "HTTP/1.1 200 OK|Content-Length: -5||",
                "HTTP/1.1 200 OK|Content-Length: +5||",
                "HTTP/1.1 200 OK|Content-Length: 0x5||",
                "HTTP/1.1 200 OK|Content-Length: 99999999999999999999||",
                "HTTP/1.1 200 OK|A: b\0c||",
                "HTTP/1.1 200 OK|A\0: b||",
                "HTTP/1.1 200 \0||",
            })
    void ambiguousHeadsAreDamage(String sent) {
        assertThatThrownBy(() -> read(crlf(sent))).isInstanceOf(DecoderException.class);
    }

    private static ResponseHead read(String head) {
        return ResponseHead.read(head.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String crlf(String row) {
        return row.replace("|", "\r\n").replace('~', '\n').replace('@', '\r');
    }
}
