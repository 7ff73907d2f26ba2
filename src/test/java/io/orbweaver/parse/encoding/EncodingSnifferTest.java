package io.orbweaver.parse.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.parse.ScannedPage;
import io.orbweaver.parse.Scans;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTML §13.2.3 and the Encoding Standard §4.2. */
class EncodingSnifferTest {

    private static final String UTF_8 = "UTF-8";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<meta charset=koi8-r> | KOI8-R",
                "<META CHARSET = ' LATIN1 '> | windows-1252",
                "<meta/charset=sjis> | Shift_JIS",
                "<metacharset=koi8-r> | UTF-8",
                "<meta charset=> | UTF-8",
                "<meta charset=nosuch> | UTF-8",
                "<meta charset=nosuch charset=koi8-r><meta charset=ibm866> | IBM866",
                "<meta charset=utf-16> | UTF-8",
                "<meta charset=x-user-defined> | windows-1252",
                "<meta charset=iso-2022-kr> | replacement",
                "<meta http-equiv=Content-Type content='text/html; charset=gbk'> | GBK",
                "<meta content='text/html;charset=\"big5\"' http-equiv=content-type> | Big5",
                "<meta content='text/html;charset=euc-kr'> | UTF-8",
                "<meta http-equiv=refresh content='text/html;charset=euc-kr'> | UTF-8",
                "<meta http-equiv=content-type content='charset charset = euc-jp;x'> | EUC-JP",
                "<meta http-equiv=content-type content='charset=\"euc-jp'> | UTF-8",
                "<meta content='charset=koi8-u' http-equiv=content-type charset=ibm866> | IBM866",
                "<!-- <meta charset=koi8-r> --><meta charset=ibm866> | IBM866",
                "<!--><meta charset=koi8-r>--> | KOI8-R",
                "<p title='<meta charset=koi8-r>'><meta charset=ibm866> | IBM866",
                "</p title='<meta charset=koi8-r>'><meta charset=ibm866> | IBM866",
                "<script>'<meta charset=koi8-r>'</script> | KOI8-R",
                "<!x <meta charset=koi8-r> | UTF-8",
                "<? <meta charset=koi8-r> | UTF-8",
                "<meta charset=koi8-r | UTF-8",
                "<?xml version='1.0' encoding='koi8-r'?> | KOI8-R",
                "<?xml version='1.0' encoding = \"utf-16\"?> | UTF-8",
                "<?xml version='1.0' encoding='koi8-r'?><meta charset=ibm866> | IBM866",
                "<?xml encoding='a b'?> | UTF-8",
                "<?XML version='1.0' encoding='koi8-r'?> | UTF-8",
                "` <?xml version='1.0' encoding='koi8-r'?>` | UTF-8",
                "<?xml version='1.0' encoding='x-user-defined'?> | x-user-defined",
                "<?xml version='1.0' encoding='koi8-r | UTF-8",
                "<?xml version='1.0' encoding='koi8-r' <meta charset=ibm866 | UTF-8",
                "<?xml version='1.0' encoding=koi8-r?> | UTF-8",
                "<?xml version='1.0' encoding='nosuch'?> | UTF-8",
                "<meta charset=nosuch content='charset=koi8-r' http-equiv=content-type> | UTF-8",
                "<meta charset=utf-16be> | UTF-8",
                "<meta http-equiv=content-type content='charset=x-user-defined'> | windows-1252"
            })
    void declarationsAreFoundAsThePrescanFindsThem(String html, String name) {
        assertThat(encoding(html.getBytes(StandardCharsets.ISO_8859_1), null)).isEqualTo(name);
    }

    @Test
    void byteOrderMarkOverridesTransportOverridesDeclaration() {
        byte[] page = "<meta charset=koi8-r>".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(encoding(page, null)).isEqualTo("KOI8-R");
        assertThat(encoding(page, "latin2")).isEqualTo("ISO-8859-2");
        assertThat(encoding(page, "no such")).isEqualTo("KOI8-R");
        assertThat(encoding(page, "x-user-defined")).isEqualTo("x-user-defined");
        assertThat(encoding(page, "utf-16")).isEqualTo("UTF-16LE");
        assertThat(encoding(join(new byte[] {(byte) 0xFE, (byte) 0xFF}, page), "latin2"))
                .isEqualTo("UTF-16BE");
        assertThat(encoding(join(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, page), "latin2"))
                .isEqualTo(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE, UTF-16LE", "UTF-16BE, UTF-16BE"})
    void utf16IsReadByItsMarkOrItsXmlDeclaration(String charset, String name) {
        byte[] marked = "\uFEFF<title>ü</title><a href=ß>".getBytes(Charset.forName(charset));
        ScannedPage page = Scans.scan(marked, null, 1);
        assertThat(page.encoding()).isEqualTo(name);
        assertThat(page.title()).isEqualTo("ü");
        assertThat(page.links().get(0).href()).isEqualTo("ß");
        assertThat(encoding("<?xml ?>".getBytes(Charset.forName(charset)), null))
                .isEqualTo(name);
    }

    @Test
    void markIsNoPartOfThePage() {
        byte[] page = "\uFEFF<plaintext>".getBytes(StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder();
        BodyDecoder decoder =
                new BodyDecoder(Syntax.HTML, null, (characters, length) -> text.append(characters, 0, length));
        decoder.accept(page, 0, page.length);
        decoder.complete();
        assertThat(text).hasToString("<plaintext>");
    }

    @Test
    void undeclaredPagesAreUtf8IfTheyCouldBe() {
        assertThat(encoding("<p>plain".getBytes(StandardCharsets.US_ASCII), null))
                .isEqualTo(UTF_8);
        assertThat(encoding("<p>ü".getBytes(StandardCharsets.UTF_8), null)).isEqualTo(UTF_8);
        assertThat(encoding("<p>ü".getBytes(StandardCharsets.ISO_8859_1), null)).isEqualTo("windows-1252");
        byte[] cut = ("x".repeat(1023) + "ü").getBytes(StandardCharsets.UTF_8);
        assertThat(encoding(cut, null)).isEqualTo(UTF_8);
        byte[] ended = {'x', (byte) 0xC3};
        assertThat(encoding(ended, null)).isEqualTo("windows-1252");
    }

    @Test
    void declarationsWithinAndBehindTheFirstBytesAreHeard() {
        String declaration = "<meta charset=koi8-r>";
        assertThat(encoding((" ".repeat(1024 - declaration.length()) + declaration).getBytes(), null))
                .isEqualTo("KOI8-R");
        assertThat(encoding((" ".repeat(1025 - declaration.length()) + declaration).getBytes(), null))
                .isEqualTo("KOI8-R");
    }

    static Stream<String> names() {
        return Stream.of("IBM866 ISO-8859-2 ISO-8859-3 ISO-8859-4 ISO-8859-5 ISO-8859-6 ISO-8859-7 ISO-8859-8"
                        + " ISO-8859-8-I ISO-8859-10 ISO-8859-13 ISO-8859-14 ISO-8859-15 ISO-8859-16 KOI8-R KOI8-U"
                        + " macintosh windows-874 windows-1250 windows-1251 windows-1252 windows-1253 windows-1254"
                        + " windows-1255 windows-1256 windows-1257 windows-1258 x-mac-cyrillic GBK gb18030 Big5 EUC-JP"
                        + " ISO-2022-JP Shift_JIS EUC-KR UTF-8 UTF-16BE UTF-16LE replacement x-user-defined")
                .flatMap(all -> Stream.of(all.split(" ")));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyEncodingOfTheStandardIsKnown(String name) {
        WebEncoding encoding = WebEncoding.forLabel("\t" + name.toUpperCase(java.util.Locale.ROOT) + " ");
        assertThat(encoding).isNotNull();
        assertThat(encoding.name()).isEqualTo(name);
        assertThat(WebEncoding.forLabel(name)).isSameAs(encoding);
    }

    /** The places where Java's decoders differ from the standard's indexes. */
    @ParameterizedTest
    @CsvSource({
        "windows-1252, 0x81, 0x81",
        "latin1, 0x80, 0x20AC",
        "koi8-u, 0xAE, 0x45E",
        "koi8-u, 0xBE, 0x40E",
        "windows-1255, 0xCA, 0x5BA",
        "x-mac-cyrillic, 0xFF, 0x20AC",
        "x-mac-cyrillic, 0xA2, 0x490",
        "iso-8859-10, 0xFF, 0x138",
        "iso-8859-10, 0xBD, 0x2015",
        "iso-8859-14, 0xA1, 0x1E02",
        "iso-8859-14, 0x9F, 0x9F",
        "iso-8859-6, 0xA1, 0xFFFD",
        "x-user-defined, 0xFF, 0xF7FF"
    })
    void singleBytesMeanWhatTheIndexesSay(String label, String value, String character) {
        byte[] page = {
            '<', 'a', ' ', 'h', 'r', 'e', 'f', '=', Integer.decode(value).byteValue(), '>'
        };
        String href = Scans.scan(page, label).links().get(0).href();
        assertThat((int) href.charAt(0)).isEqualTo(Integer.decode(character));
    }

    @ParameterizedTest
    @CsvSource({
        "gb18030, GB18030",
        "gbk, GBK",
        "big5, Big5",
        "euc-jp, EUC-JP",
        "iso-2022-jp, ISO-2022-JP",
        "sjis, windows-31j",
        "windows-949, x-windows-949"
    })
    void multiByteCharactersMayBeCutAnywhere(String label, String charset) {
        String html = "<title>\u4E00\u4E8C\u5341 x</title><a href='\u4E00'>";
        byte[] page = html.getBytes(Charset.forName(charset));
        for (int chunk = 1; chunk < 5; chunk++) {
            ScannedPage scanned = Scans.scan(page, label, chunk);
            assertThat(scanned.title()).isEqualTo("\u4E00\u4E8C\u5341 x");
            assertThat(scanned.links().get(0).href()).isEqualTo("\u4E00");
        }
    }

    @Test
    void malformedBytesAreReplacedAndSwallowNoMarkup() {
        byte[] cut = {'<', 'a', ' ', 'h', 'r', 'e', 'f', '=', '"', (byte) 0xE2, (byte) 0x82, '"', '>'};
        assertThat(Scans.scan(cut, "utf-8", 1).links().get(0).href()).isEqualTo("\uFFFD");
        cut[9] = 'x';
        cut[10] = (byte) 0x81;
        assertThat(Scans.scan(cut, "shift_jis", 1).links().get(0).href()).isEqualTo("x\uFFFD");
    }

    /** Encoding §14.2; {@code +} stands for U+FFFD. */
    @ParameterizedTest
    @CsvSource({
        "D83D DE00, 😀",
        "D83D 78, +x",
        "D83D D83D DE00, +😀",
        "DE00 78, +x",
        "D83D DE00 DE00, 😀+",
        "78 D83D, x+"
    })
    void surrogatesOfUtf16AreReplacedWhereTheyAreAlone(String units, String text) {
        for (String charset : List.of("UTF-16LE", "UTF-16BE")) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes("<title>".getBytes(Charset.forName(charset)));
            for (String unit : units.split(" ")) {
                int value = Integer.parseInt(unit, 16);
                body.write(charset.equals("UTF-16BE") ? value >> 8 : value);
                body.write(charset.equals("UTF-16BE") ? value : value >> 8);
            }
            for (int chunk = 1; chunk < 5; chunk++) {
                assertThat(Scans.scan(body.toByteArray(), charset, chunk).title())
                        .isEqualTo(text.replace('+', '\uFFFD'));
            }
        }
    }

    @Test
    void utf16ThatIsCutEndsWithOneReplacement() {
        byte[] cut = {'<', 0, 't', 0, 'i', 0, 't', 0, 'l', 0, 'e', 0, '>', 0, 'x', 0, 0x3D, (byte) 0xD8, 7};
        assertThat(Scans.scan(cut, "utf-16le", 3).title()).isEqualTo("x\uFFFD");
    }

    /** Encoding §10 to §13: "if byte is an ASCII byte, restore byte". */
    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "gbk", "gb18030", "big5", "euc-jp", "iso-2022-jp", "sjis", "euc-kr", "latin1"})
    void noMalformedByteSwallowsAQuote(String label) {
        for (int first = 0x80; first < 0x100; first++) {
            for (int second = 0x7F; second < 0x100; second++) {
                byte[] page = {
                    '<',
                    'a',
                    ' ',
                    'h',
                    'r',
                    'e',
                    'f',
                    '=',
                    '"',
                    (byte) first,
                    (byte) second,
                    '"',
                    '>',
                    '<',
                    'a',
                    ' ',
                    'h',
                    'r',
                    'e',
                    'f',
                    '=',
                    'x',
                    '>'
                };
                List<String> hrefs = Scans.scan(page, label).links().stream()
                        .map(ScannedPage.Link::href)
                        .toList();
                assertThat(hrefs).as("%x %x", first, second).hasSize(2).endsWith("x");
            }
        }
    }

    @Test
    void replacementEncodingHasNoLinks() {
        ScannedPage page = Scans.scan("<a href=x>".getBytes(), "hz-gb-2312");
        assertThat(page.links()).isEmpty();
        assertThat(page.encoding()).isEqualTo("replacement");
    }

    private static String encoding(byte[] page, String transport) {
        return Scans.scan(page, transport).encoding();
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
