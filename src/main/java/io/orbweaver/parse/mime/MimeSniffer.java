package io.orbweaver.parse.mime;

import io.orbweaver.parse.encoding.Ascii;
import io.orbweaver.parse.encoding.EncodingSniffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The type of a body that does not say what it is: the MIME Sniffing standard, §7, "determining the computed MIME type
 * of a resource".
 *
 * <p>A declared type holds, however much the body looks like another: what is served as {@code text/plain} or
 * {@code image/png} is never read as HTML. Only a body without a usable type is sniffed for what it is (§7.1), and one
 * with a type that Apache once gave to whatever it did not know is asked whether it is text at all (§7.2). Images and
 * media under a declared type are not distinguished from each other, as nothing here reads them; fonts have no
 * signatures in §7.1; {@code X-Content-Type-Options} is not asked, for no script runs here.
 *
 * <p>Stateless: any thread. Work is bounded by {@link #HEAD_MAX} bytes, and nothing throws, whatever they are.
 */
public final class MimeSniffer {

    /** The number of first bytes that decide: the resource header, §5.2. */
    public static final int HEAD_MAX = 1_445;

    private static final String PLAIN = "text/plain";
    private static final String BINARY = "application/octet-stream";

    /** §5.1: these very bytes; another spelling means what it says. */
    private static final Set<String> APACHE_BUG = Set.of(
            PLAIN, "text/plain; charset=ISO-8859-1", "text/plain; charset=iso-8859-1", "text/plain; charset=UTF-8");

    private static final Set<String> UNKNOWN = Set.of("unknown/unknown", "application/unknown", "*/*");

    /** In upper case, without the tag-terminating byte. */
    private static final List<byte[]> HTML = List.of(
            ascii("<!DOCTYPE HTML"),
            ascii("<HTML"),
            ascii("<HEAD"),
            ascii("<SCRIPT"),
            ascii("<IFRAME"),
            ascii("<H1"),
            ascii("<DIV"),
            ascii("<FONT"),
            ascii("<TABLE"),
            ascii("<A"),
            ascii("<STYLE"),
            ascii("<TITLE"),
            ascii("<B"),
            ascii("<BODY"),
            ascii("<BR"),
            ascii("<P"),
            ascii("<!--"));

    private static final byte[] XML = ascii("<?xml");
    private static final byte[] PDF = ascii("%PDF-");
    private static final byte[] POSTSCRIPT = ascii("%!PS-Adobe-");

    private MimeSniffer() {}

    /** Whether the body's first bytes decide what it is, and not this Content-Type field alone. */
    public static boolean isNeeded(@Nullable String contentType) {
        return isUnknown(contentType) || APACHE_BUG.contains(contentType);
    }

    /**
     * The essence of the computed type.
     *
     * @param contentType the Content-Type field as received; null if absent
     * @param head the body's first bytes; more than {@link #HEAD_MAX} are not looked at
     * @param length how many there are; fewer than {@link #HEAD_MAX} only where the body has ended
     */
    public static String computed(@Nullable String contentType, byte[] head, int length) {
        MediaType supplied = MediaType.parse(contentType);
        if (contentType == null || supplied == null || UNKNOWN.contains(supplied.essence())) {
            return ofUnknown(head, length);
        }
        return APACHE_BUG.contains(contentType) ? textOrBinary(head, length) : supplied.essence();
    }

    /** §7.1: what a body is that nothing is known of. */
    public static String ofUnknown(byte[] head, int length) {
        int seen = Math.min(length, HEAD_MAX);
        int from = 0;
        while (from < seen && Ascii.isWhitespace(head[from])) {
            from++;
        }
        for (byte[] tag : HTML) {
            if (isTag(tag, head, from, seen)) {
                return "text/html";
            }
        }
        if (Ascii.startsWith(head, from, seen, XML)) {
            return "text/xml";
        }
        if (Ascii.startsWith(head, 0, seen, PDF)) {
            return "application/pdf";
        }
        if (Ascii.startsWith(head, 0, seen, POSTSCRIPT)) {
            return "application/postscript";
        }
        // a byte order mark counts there only with a character after it
        if (seen >= 4 && hasMark(head, seen)) {
            return PLAIN;
        }
        String signed = MediaSignatures.match(head, seen);
        return signed != null ? signed : hasBinary(head, seen) ? BINARY : PLAIN;
    }

    /** §7.2: whether a body served as text is text. Never a type that is read as a page. */
    public static String textOrBinary(byte[] head, int length) {
        int seen = Math.min(length, HEAD_MAX);
        return hasMark(head, seen) || !hasBinary(head, seen) ? PLAIN : BINARY;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean isUnknown(@Nullable String contentType) {
        MediaType supplied = MediaType.parse(contentType);
        return supplied == null || UNKNOWN.contains(supplied.essence());
    }

    private static boolean isTag(byte[] upper, byte[] head, int from, int length) {
        if (length - from <= upper.length) {
            return false;
        }
        for (int i = 0; i < upper.length; i++) {
            byte b = head[from + i];
            if (upper[i] != (b >= 'a' && b <= 'z' ? b - 0x20 : b)) {
                return false;
            }
        }
        byte terminating = head[from + upper.length];
        return terminating == ' ' || terminating == '>';
    }

    private static boolean hasMark(byte[] head, int length) {
        return EncodingSniffer.byteOrderMark(head, length) != null;
    }

    /** Whether there is a binary data byte, §3: a control that no text has. */
    private static boolean hasBinary(byte[] head, int length) {
        for (int i = 0; i < length; i++) {
            byte b = head[i];
            boolean ofText = b < 0 || b >= ' ' || b == '\t' || b == '\n' || b == '\f' || b == '\r' || b == 0x1B;
            if (!ofText) {
                return true;
            }
        }
        return false;
    }
}
