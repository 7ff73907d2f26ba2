package io.orbweaver.fetch;

import io.orbweaver.url.PercentEncoding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of header fields that hold URLs. */
final class FieldText {

    private FieldText() {}

    /** The same for each line of a field. */
    static List<String> urlTexts(List<String> values) {
        return values.isEmpty()
                ? values
                : values.stream().map(FieldText::encoded).toList();
    }

    /**
     * A field's value with its bytes beyond ASCII percent-encoded, as browsers and curl do: which characters they are
     * meant to be no field says, and a URL needs none (URL §1.3).
     *
     * @param value as the client's codec gives it, a character for each byte; null for no field
     */
    static @Nullable String urlText(@Nullable String value) {
        return value == null ? null : encoded(value);
    }

    private static String encoded(String value) {
        if (value.chars().allMatch(c -> c < 0x80)) {
            return value;
        }
        StringBuilder text = new StringBuilder(value.length() + 64);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                text.append(c);
            } else {
                PercentEncoding.appendByte(text, c & 0xff);
            }
        }
        return text.toString();
    }
}
