package io.orbweaver.url;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Between file URLs and paths of this machine. Pure text: no file is looked at. */
public final class FilePaths {

    private FilePaths() {}

    /**
     * The absolute path that a file URL names, percent-encoding undone; dot segments are gone already.
     *
     * @return null where it names none here: another scheme, a host, a query, a segment that hides a slash or a NUL, or
     *     bytes that are no UTF-8
     */
    public static @Nullable String pathOf(CanonicalUrl url) {
        if (url.isHttp() || !url.hostName().isEmpty() || url.query() != null) {
            return null;
        }
        String encoded = url.path();
        byte[] decoded = new byte[encoded.length()];
        int length = 0;
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            int octet = c == '%' ? octet(encoded, i) : c;
            if (octet < 0) {
                octet = c; // a percent sign that encodes nothing is kept as it is
            } else if (c == '%') {
                if (octet == '/' || octet == 0) {
                    return null;
                }
                i += 2;
            }
            decoded[length++] = (byte) octet;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static int octet(String text, int percent) {
        if (percent + 2 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(percent + 1), 16);
        int low = Character.digit(text.charAt(percent + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    /** A file's name as a reference relative to its folder: everything but letters, digits, {@code -._~} is encoded. */
    public static String reference(String name) {
        StringBuilder encoded = new StringBuilder(name.length() + 8);
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            if (plain) {
                encoded.append(c);
            } else {
                PercentEncoding.appendByte(encoded, c);
            }
        }
        return encoded.toString();
    }
}
