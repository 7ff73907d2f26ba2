package io.orbweaver.parse;

import io.orbweaver.parse.encoding.BodyDecoder;
import io.orbweaver.parse.encoding.EncodingSniffer;
import io.orbweaver.parse.encoding.Syntax;
import io.orbweaver.parse.encoding.Utf8;
import io.orbweaver.parse.encoding.WebEncoding;
import io.orbweaver.parse.mime.MediaType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A whole body's bytes as characters, decoded as {@link PageScanner} decodes them while they arrive. */
public final class SourceText {

    private SourceText() {}

    /**
     * Decodes a body, or its beginning: without a byte order mark, U+FFFD for what is malformed. Never fails.
     *
     * @param length how many of the bytes count
     * @param mediaType what the body is, without parameters; null if unknown
     * @param encoding the encoding that {@link ScannedPage} names, or a Content-Type's charset; null leaves it to the
     *     bytes
     */
    public static String decode(byte[] bytes, int length, @Nullable String mediaType, @Nullable String encoding) {
        StringBuilder text = new StringBuilder(length);
        Syntax syntax = syntax(MediaType.parse(mediaType));
        WebEncoding decided = new EncodingSniffer(syntax, encoding).sniff(bytes, length, true);
        String label = decided != WebEncoding.UNDECLARED
                ? encoding
                : EncodingSniffer.settled(null, Utf8.isValid(bytes, length, false), null)
                        .name();
        BodyDecoder decoder = new BodyDecoder(syntax, label, (characters, count) -> text.append(characters, 0, count));
        decoder.accept(bytes, 0, length);
        decoder.complete();
        return text.toString();
    }

    /** The charset that references in a page of some encoding are resolved in; see {@link ScannedPage#charset()}. */
    public static Charset charset(@Nullable String encoding) {
        WebEncoding known = encoding == null ? null : WebEncoding.forLabel(encoding);
        return known == null ? StandardCharsets.UTF_8 : known.output();
    }

    private static Syntax syntax(@Nullable MediaType type) {
        if (type == null) {
            return Syntax.TEXT;
        }
        return type.isHtml() ? Syntax.HTML : type.isXml() ? Syntax.XML : Syntax.TEXT;
    }
}
