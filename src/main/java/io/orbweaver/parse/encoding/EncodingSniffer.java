package io.orbweaver.parse.encoding;

import org.jspecify.annotations.Nullable;

/**
 * The decision on a page's encoding from its first bytes: HTML §13.2.3.2, "Determining the character encoding".
 *
 * <p>In this order: a byte order mark; the transport layer's charset; a declaration in the first 1,024 bytes (§13.2.3.2
 * "prescan"). What declares nothing there is {@link WebEncoding#UNDECLARED} until its end, which shows more
 * ({@link #settled}).
 *
 * <p>XML is declared by its XML declaration alone, and is UTF-8 where that says nothing (XML §4.3.3, appendix F); plain
 * text has no declarations.
 */
public final class EncodingSniffer {

    /** Number of first bytes that are looked at; no decision waits for more. */
    static final int HEAD_MAX = 1_024;

    private static final int MARK_MAX = 3;

    private final Syntax syntax;
    private final @Nullable WebEncoding transport;

    /** @param charset the label of the Content-Type header's charset parameter; an unknown one counts as none */
    public EncodingSniffer(Syntax syntax, @Nullable String charset) {
        this.syntax = syntax;
        this.transport = charset == null ? null : WebEncoding.forLabel(charset);
    }

    /**
     * The encoding, or null while more bytes could still change it.
     *
     * @param head the page's first bytes; more than 1,024 are not looked at
     * @param length how many there are
     * @param whole whether the page ends there
     */
    @Nullable
    public WebEncoding sniff(byte[] head, int length, boolean whole) {
        WebEncoding marked = byteOrderMark(head, length);
        if (marked != null) {
            return marked;
        }
        if (length < MARK_MAX && !whole) {
            return null;
        }
        if (transport != null) {
            return transport;
        }
        if (length < HEAD_MAX && !whole) {
            return null;
        }
        int seen = Math.min(length, HEAD_MAX);
        WebEncoding declared = declared(head, seen);
        if (declared != null) {
            return declared;
        }
        return syntax == Syntax.XML ? WebEncoding.UTF_8 : WebEncoding.UNDECLARED;
    }

    /**
     * The encoding of a body that declared none in its first bytes: what a {@code meta} further down says (HTML
     * §13.2.3.5, "changing the encoding while parsing"); UTF-8 if all of it is valid UTF-8, as text that is so by
     * chance is as good as unknown; else what its language suggests.
     *
     * @param late what a {@code meta} said, or null
     * @param utf8 whether all of it is valid UTF-8
     * @param language the page's language as it says it, or null
     */
    public static WebEncoding settled(@Nullable WebEncoding late, boolean utf8, @Nullable String language) {
        if (late != null) {
            return late;
        }
        return utf8 ? WebEncoding.UTF_8 : LanguageEncodings.of(language);
    }

    /** Length in bytes of the byte order mark that an encoding's decoder leaves out; 0 if absent. */
    static int markLength(WebEncoding encoding, byte[] head, int length) {
        return byteOrderMark(head, length) != encoding ? 0 : encoding == WebEncoding.UTF_8 ? 3 : 2;
    }

    private @Nullable WebEncoding declared(byte[] head, int length) {
        EncodingPrescan prescan = new EncodingPrescan(head, length);
        return switch (syntax) {
            case HTML -> prescan.declared();
            case XML -> prescan.declaredAsXml();
            case TEXT -> null;
        };
    }

    /** Encoding §6, "BOM sniff"; null for none. */
    public static @Nullable WebEncoding byteOrderMark(byte[] head, int length) {
        if (length >= 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF) {
            return WebEncoding.UTF_8;
        }
        if (length >= 2 && head[0] == (byte) 0xFE && head[1] == (byte) 0xFF) {
            return WebEncoding.UTF_16BE;
        }
        if (length >= 2 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE) {
            return WebEncoding.UTF_16LE;
        }
        return null;
    }
}
