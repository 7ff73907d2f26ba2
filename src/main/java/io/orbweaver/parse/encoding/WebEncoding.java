package io.orbweaver.parse.encoding;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One encoding of the Encoding Standard: its name, and how it is decoded here.
 *
 * <p>Single-byte encodings go by a table, which is faster than Java's decoders and corrects where those differ from the
 * standard's indexes: unassigned C1 bytes are controls there, and five letters differ. Multi-byte encodings use Java's
 * nearest superset, so rare characters may differ; ASCII and with it all markup does not.
 *
 * @param name the Encoding Standard's name
 * @param charset Java's charset; null for a single-byte encoding
 * @param upperHalf the characters of bytes 0x80 to 0xFF; null for a multi-byte encoding
 */
public record WebEncoding(String name, @Nullable Charset charset, char @Nullable [] upperHalf) {

    private static final Map<String, String> MULTI_BYTE = Map.of(
            "GBK", "GB18030",
            "gb18030", "GB18030",
            "Big5", "Big5-HKSCS",
            "EUC-JP", "EUC-JP",
            "ISO-2022-JP", "ISO-2022-JP",
            "Shift_JIS", "windows-31j",
            "EUC-KR", "x-windows-949");

    private static final Map<String, String> SINGLE_BYTE_ELSEWHERE = Map.of(
            "macintosh", "x-MacRoman",
            "windows-874", "x-windows-874",
            "x-mac-cyrillic", "x-MacUkraine",
            "ISO-8859-8-I", "ISO-8859-8");

    /** Two encodings that Java has not: bytes 0xA0 to 0xFF. */
    private static final Map<String, String> OWN_TABLES = Map.of(
            "ISO-8859-10",
            "\u00A0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00ADŪŊ°ąēģīĩķ·ļđšŧž―ūŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏÐŅŌÓÔÕÖŨØŲÚÛÜÝÞß"
                    + "āáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ",
            "ISO-8859-14",
            "\u00A0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00AD®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏŴÑÒÓÔÕÖṪØÙÚÛÜÝŶß"
                    + "àáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ");

    public static final WebEncoding UTF_8 = new WebEncoding("UTF-8", StandardCharsets.UTF_8, null);
    static final WebEncoding UTF_16LE = new WebEncoding("UTF-16LE", StandardCharsets.UTF_16LE, null);
    static final WebEncoding UTF_16BE = new WebEncoding("UTF-16BE", StandardCharsets.UTF_16BE, null);
    static final WebEncoding WINDOWS_1252 = singleByte("windows-1252", "windows-1252");

    /** Of a body that declares none: its characters are {@link RawText} until its end shows which it is. */
    public static final WebEncoding UNDECLARED = new WebEncoding("undeclared", null, userDefined());

    /** Decodes to one U+FFFD, whatever the bytes (§14.1): labels of encodings that are attack vectors. */
    static final WebEncoding REPLACEMENT = new WebEncoding("replacement", null, null);

    /** By name; never more than the standard's 40. */
    private static final Map<String, WebEncoding> KNOWN = new ConcurrentHashMap<>();

    /** The encoding for a label such as {@code latin1}; null where the standard, or this Java, has none. */
    public static @Nullable WebEncoding forLabel(String label) {
        String name = EncodingLabels.nameOf(label);
        if (name == null) {
            return null;
        }
        WebEncoding known = KNOWN.get(name);
        if (known == null) {
            known = create(name);
            if (known != null) {
                KNOWN.put(name, known);
            }
        }
        return known;
    }

    /** Whether markup bytes are markup only in units of two. */
    boolean isUtf16() {
        return this == UTF_16LE || this == UTF_16BE;
    }

    /** Some bytes, decoded; U+FFFD for what is malformed. Not for the UTF-16 encodings. */
    String decoded(byte[] bytes) {
        if (charset != null) {
            return new String(bytes, charset);
        }
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            text.append(b >= 0 ? (char) b : upperHalf == null ? '\uFFFD' : upperHalf[b & 0x7F]);
        }
        return text.toString();
    }

    /** The bytes that the encoding has for a text; null where it has not, or markup bytes could be among them. */
    public byte @Nullable [] encoded(String text) {
        if (charset != null) {
            boolean fits = charset.canEncode() && charset.newEncoder().canEncode(text);
            return fits && !isUtf16() && !name.equals("ISO-2022-JP") ? text.getBytes(charset) : null;
        }
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            int at = text.charAt(i) < 0x80 ? text.charAt(i) : 0x80 + indexOf(text.charAt(i));
            if (at == 0x7F) {
                return null;
            }
            bytes[i] = (byte) at;
        }
        return bytes;
    }

    private int indexOf(char c) {
        return upperHalf == null ? -1 : String.valueOf(upperHalf).indexOf(c);
    }

    /**
     * Java's charset for what a document of the encoding sends (Encoding §4.3, "get an output encoding"): UTF-8 for the
     * UTF-16 encodings and the replacement one, and for the three that Java cannot write (ISO-8859-10, ISO-8859-14,
     * x-user-defined).
     */
    public Charset output() {
        if (this == UTF_8 || isUtf16() || this == REPLACEMENT) {
            return StandardCharsets.UTF_8;
        }
        if (charset != null && !name.equals("GBK")) {
            return charset;
        }
        String javaName = SINGLE_BYTE_ELSEWHERE.getOrDefault(name, name);
        return Charset.isSupported(javaName) ? Charset.forName(javaName) : StandardCharsets.UTF_8;
    }

    private static @Nullable WebEncoding create(String name) {
        try {
            return switch (name) {
                case "UTF-8" -> UTF_8;
                case "UTF-16LE" -> UTF_16LE;
                case "UTF-16BE" -> UTF_16BE;
                case "windows-1252" -> WINDOWS_1252;
                case "replacement" -> REPLACEMENT;
                case "x-user-defined" -> new WebEncoding(name, null, userDefined());
                default -> {
                    String multiByte = MULTI_BYTE.get(name);
                    yield multiByte != null
                            ? new WebEncoding(name, Charset.forName(multiByte), null)
                            : singleByte(name, SINGLE_BYTE_ELSEWHERE.getOrDefault(name, name));
                }
            };
        } catch (UnsupportedCharsetException e) {
            // a runtime image without the module jdk.charsets: the label is then as unknown as any other
            return null;
        }
    }

    private static WebEncoding singleByte(String name, String javaName) {
        String own = OWN_TABLES.get(name);
        String decoded = own != null ? "\uFFFD".repeat(32) + own : decodeUpperHalf(Charset.forName(javaName));
        char[] upperHalf = decoded.toCharArray();
        for (int i = 0; i < 32; i++) {
            if (upperHalf[i] == '\uFFFD') {
                upperHalf[i] = (char) (0x80 + i);
            }
        }
        switch (name) {
            case "KOI8-U" -> {
                upperHalf[0x2E] = 'ў';
                upperHalf[0x3E] = 'Ў';
            }
            case "windows-1255" -> upperHalf[0x4A] = '\u05BA';
            case "x-mac-cyrillic" -> upperHalf[0x7F] = '€';
            default -> {}
        }
        return new WebEncoding(name, null, upperHalf);
    }

    private static String decodeUpperHalf(Charset charset) {
        byte[] bytes = new byte[128];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (0x80 + i);
        }
        return new String(bytes, charset);
    }

    private static char[] userDefined() {
        char[] upperHalf = new char[128];
        for (int i = 0; i < upperHalf.length; i++) {
            upperHalf[i] = (char) (RawText.FIRST + i);
        }
        return upperHalf;
    }
}
