package io.orbweaver.parse.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections are those of the MIME Sniffing standard. */
class MimeSnifferTest {

    @ParameterizedTest(name = "§{0} {1}")
    @MethodSource({"markup", "texts", "images", "media", "archives"})
    void unknownTypesAreDecidedByTheFirstBytes(String section, String type, String bytes) {
        assertThat(sniff(bytes)).isEqualTo(type);
    }

    static Stream<Arguments> markup() {
        return Stream.of(
                        "<!DOCTYPE html>",
                        "<!doctype HTML public",
                        " \t\n\f\r<html lang=x>",
                        "<HEAD>",
                        "<script src=x>",
                        "<iframe>",
                        "<h1>",
                        "<div>",
                        "<font >",
                        "<table>",
                        "<a href=x>",
                        "<style>",
                        "<title>x",
                        "<b>",
                        "<body>",
                        "<br>",
                        "<p>",
                        "<!-- x",
                        "<!-->")
                .map(html -> Arguments.of("7.1", "text/html", html));
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("7.1", "text/plain", ""),
                Arguments.of("7.1", "text/plain", "plain"),
                Arguments.of("7.1", "text/plain", "<html"),
                Arguments.of("7.1", "text/plain", "<html\t>"),
                Arguments.of("7.1", "text/plain", "<htmlx>"),
                Arguments.of("7.1", "text/plain", "<!--x"),
                Arguments.of("7.1", "text/plain", "<h2>"),
                Arguments.of("7.1", "text/plain", "x<html>"),
                Arguments.of("7.1", "text/plain", "<!doctype  html>"),
                Arguments.of("7.1", "text/plain", "\u00E9\u001B\t\n\f\r"),
                Arguments.of("7.1", "application/octet-stream", "x\u000B"),
                Arguments.of("7.1", "application/octet-stream", "\0"),
                Arguments.of("7.1", "application/octet-stream", "x\u001F"),
                Arguments.of("7.1", "text/plain", "\u00EF\u00BB\u00BF\0"),
                Arguments.of("7.1", "text/plain", "\u00FE\u00FF\0x"),
                Arguments.of("7.1", "text/plain", "\u00FF\u00FE<\0"),
                Arguments.of("7.1", "application/octet-stream", "\u00FF\u00FE\0"),
                Arguments.of("7.1", "text/plain", "\u00EF\u00BB\u00BF<html>"),
                Arguments.of("7.1", "text/xml", " <?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>"),
                Arguments.of("7.1", "text/plain", "<?XML ?>"),
                Arguments.of("7.1", "application/pdf", "%PDF-1.7"),
                Arguments.of("7.1", "text/plain", " %PDF-1.7"),
                Arguments.of("7.1", "application/postscript", "%!PS-Adobe-3.0"));
    }

    static Stream<Arguments> images() {
        return Stream.of(
                Arguments.of("6.1", "image/x-icon", "\0\0\1\0"),
                Arguments.of("6.1", "image/x-icon", "\0\0\2\0"),
                Arguments.of("6.1", "image/bmp", "BMx"),
                Arguments.of("6.1", "image/gif", "GIF87a"),
                Arguments.of("6.1", "image/gif", "GIF89a<html>"),
                Arguments.of("6.1", "text/plain", "GIF88a"),
                Arguments.of("6.1", "image/webp", "RIFF\0\1\2\3WEBPVP8 "),
                Arguments.of("6.1", "image/png", "\u0089PNG\r\n\u001A\n"),
                Arguments.of("6.1", "image/jpeg", "\u00FF\u00D8\u00FF\u00E0"),
                Arguments.of("7.1", "application/octet-stream", "\u0089PNG\r\n\u001A"));
    }

    static Stream<Arguments> media() {
        return Stream.of(
                Arguments.of("6.2", "audio/aiff", "FORMabcdAIFF"),
                Arguments.of("6.2", "audio/mpeg", "ID3"),
                Arguments.of("6.2", "application/ogg", "OggS\0"),
                Arguments.of("6.2", "audio/midi", "MThd\0\0\0\6"),
                Arguments.of("6.2", "video/avi", "RIFFabcdAVI "),
                Arguments.of("6.2", "audio/wave", "RIFFabcdWAVE"),
                Arguments.of("6.2.1", "video/mp4", "\0\0\0\fftypmp42"),
                Arguments.of("6.2.1", "video/mp4", "\0\0\0\u0014ftypisom\0\0\0\0mp41"),
                Arguments.of("6.2.1", "application/octet-stream", "\0\0\0\u0014ftypisom\0\0\0\0iso2"),
                Arguments.of("6.2.1", "application/octet-stream", "\0\0\0\u0015ftypmp42\0\0\0\0mp41x"),
                Arguments.of("6.2.1", "application/octet-stream", "\u00FF\u00FF\u00FF\u00FCftypmp42\0\0\0\0"),
                Arguments.of("6.2.2", "video/webm", "\u001AE\u00DF\u00A3\u0093B\u0082\u0084webm"),
                Arguments.of("6.2.2", "video/webm", "\u001AE\u00DF\u00A3\u0093B\u0082\u0040\u0005\0webm"),
                Arguments.of("6.2.2", "application/octet-stream", "\u001AE\u00DF\u00A3\0B\u0082\u0088matroska"),
                Arguments.of("6.2.2", "text/plain", "\u001BE\u00DF\u00A3B\u0082\u0084webm"),
                Arguments.of("6.2.3", "audio/mpeg", frame("\u00FF\u00FB\u0090\u0000", 417) + "\u00FF\u00FB\u0090\0"),
                Arguments.of("6.2.3", "audio/mpeg", frame("\u00FF\u00F3\u0080\u0000", 208) + "\u00FF\u00F3\u0080\0"),
                Arguments.of("6.2.3", "application/octet-stream", frame("\u00FF\u00FB\u0090\u0000", 417) + "xxxx"),
                Arguments.of("6.2.3", "application/octet-stream", "\u00FF\u00FB\u0000\u0000"));
    }

    static Stream<Arguments> archives() {
        return Stream.of(
                Arguments.of("6.4", "application/x-gzip", "\u001F\u008B\b"),
                Arguments.of("6.4", "application/zip", "PK\3\4"),
                Arguments.of("6.4", "application/x-rar-compressed", "Rar \u001A\7\0"),
                // the standard has font signatures, and asks for none of them here
                Arguments.of("7.1", "text/plain", "wOFF"),
                Arguments.of("7.1", "application/octet-stream", "\0\1\0\0"));
    }

    @ParameterizedTest(name = "§7 {0}")
    @NullSource
    @ValueSource(
            strings = {
                "",
                "html",
                "text/html, text/html",
                "unknown/unknown",
                "Application/Unknown",
                "*/*",
                "*/*; charset=utf-8"
            })
    void withoutAUsableTypeTheBytesDecide(String contentType) {
        assertThat(MimeSniffer.isNeeded(contentType)).isTrue();
        assertThat(computed(contentType, "<html>")).isEqualTo("text/html");
        assertThat(computed(contentType, "\0")).isEqualTo("application/octet-stream");
    }

    @ParameterizedTest(name = "§7 {0}")
    @ValueSource(
            strings = {"image/png", "text/css", "application/octet-stream", "text/plain;charset=utf-8", "Text/Plain"})
    void aDeclaredTypeHoldsWhateverTheBytes(String contentType) {
        assertThat(MimeSniffer.isNeeded(contentType)).isFalse();
        String essence = MediaType.parse(contentType).essence();
        assertThat(computed(contentType, "<!DOCTYPE html><a href=x>")).isEqualTo(essence);
        assertThat(computed(contentType, "\0\1")).isEqualTo(essence);
    }

    @ParameterizedTest(name = "§7.2 {0}")
    @ValueSource(
            strings = {
                "text/plain",
                "text/plain; charset=ISO-8859-1",
                "text/plain; charset=iso-8859-1",
                "text/plain; charset=UTF-8"
            })
    void bodiesThatApacheCalledTextAreTextOrBinaryAndNeverHtml(String contentType) {
        assertThat(MimeSniffer.isNeeded(contentType)).isTrue();
        assertThat(computed(contentType, "<!DOCTYPE html>")).isEqualTo("text/plain");
        assertThat(computed(contentType, "%PDF-1.7")).isEqualTo("text/plain");
        assertThat(computed(contentType, "\u00FE\u00FF\0a")).isEqualTo("text/plain");
        assertThat(computed(contentType, "\u00FF\u00FEa\0")).isEqualTo("text/plain");
        assertThat(computed(contentType, "\u00EF\u00BB\u00BF\0")).isEqualTo("text/plain");
        assertThat(computed(contentType, "<html>\0")).isEqualTo("application/octet-stream");
    }

    @ParameterizedTest(name = "§5.2 {0} bytes before it")
    @CsvSource({"1439, text/html", "1440, text/plain"})
    void noMoreThanTheResourceHeaderIsLookedAt(int before, String type) {
        byte[] bytes = (" ".repeat(before) + "<html>\0").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(MimeSniffer.ofUnknown(bytes, bytes.length)).isEqualTo(type);
        assertThat(MimeSniffer.ofUnknown(bytes, 3)).isEqualTo("text/plain");
    }

    @Test
    void anyBytesHaveAType() {
        Random random = new Random(7);
        byte[] starts = "<RFBM\0\u001A\u00FF\u0089P".getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = starts[i % starts.length];
            }
            assertThat(MimeSniffer.ofUnknown(bytes, bytes.length)).isNotEmpty();
        }
    }

    private static String frame(String header, int length) {
        return header + "\u0001".repeat(length - header.length());
    }

    private static String sniff(String bytes) {
        return computed(null, bytes);
    }

    private static String computed(String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        // what is behind the length is not the body's
        byte[] buffer = Arrays.copyOf(bytes, MimeSniffer.HEAD_MAX);
        return MimeSniffer.computed(contentType, buffer, bytes.length);
    }
}
