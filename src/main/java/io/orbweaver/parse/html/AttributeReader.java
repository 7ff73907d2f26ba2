package io.orbweaver.parse.html;

import io.orbweaver.parse.html.TagToken.Attribute;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The collector of one attribute at a time into a {@link TagToken}, if the token wants it; the tokenizer feeds it.
 * Character references are decoded when the value is complete, so none of the tokenizer's states has to deal with them:
 * no reference contains a character that ends a value.
 */
final class AttributeReader {

    private static final int NAME_MAX = 12;

    private final TagToken tag;
    private final int valueCharsMax;

    private final char[] name = new char[NAME_MAX];
    private int nameLength;
    private @Nullable Attribute attribute;

    private char[] value = new char[256];
    private int valueLength;
    private boolean tooLong;
    private boolean hasReference;

    AttributeReader(TagToken tag, int valueCharsMax) {
        this.tag = tag;
        this.valueCharsMax = valueCharsMax;
    }

    void begin() {
        nameLength = 0;
        attribute = null;
    }

    void appendToName(char lower) {
        if (nameLength < NAME_MAX) {
            name[nameLength] = lower;
        }
        nameLength++;
    }

    /** The name is complete: whether its value is to be read follows. An attribute without one has the empty value. */
    void nameEnded() {
        Attribute found = tag.isCaptured() ? find() : null;
        attribute = found == null || tag.has(found) ? null : found;
        if (attribute != null) {
            tag.put(attribute, "");
        }
        valueLength = 0;
        tooLong = false;
        hasReference = false;
    }

    boolean wantsValue() {
        return attribute != null;
    }

    void append(char[] from, int start, int end) {
        int count = Math.min(end - start, valueCharsMax - valueLength);
        tooLong |= count < end - start;
        ensure(count);
        System.arraycopy(from, start, value, valueLength, count);
        valueLength += count;
    }

    void append(char c) {
        if (valueLength == valueCharsMax) {
            tooLong = true;
            return;
        }
        ensure(1);
        value[valueLength++] = c;
        hasReference |= c == '&';
    }

    void valueEnded() {
        Attribute target = attribute;
        if (target == null) {
            return;
        }
        if (tooLong) {
            tag.put(target, DataUrls.isData(value, valueLength) ? DataUrls.CUT : null);
        } else if (hasReference) {
            tag.put(target, CharacterReferences.inAttribute(value, valueLength));
        } else if (valueLength > 0) {
            tag.put(target, new String(value, 0, valueLength));
        }
        attribute = null;
    }

    /** Number of characters that are held, for the test of bounds. */
    int held() {
        return value.length;
    }

    private void ensure(int more) {
        if (valueLength + more > value.length) {
            value = Arrays.copyOf(value, Math.max(valueLength + more, Math.min(2 * value.length, valueCharsMax)));
        }
    }

    private @Nullable Attribute find() {
        return switch (nameLength) {
            case 3 -> isName("rel") ? Attribute.REL : isName("src") ? Attribute.SRC : null;
            case 4 ->
                isName("href")
                        ? Attribute.HREF
                        : isName("name")
                                ? Attribute.NAME
                                : isName("lang")
                                        ? Attribute.LANG
                                        : isName("face") || isName("size") ? Attribute.FONT : null;
            case 5 -> isName("color") ? Attribute.FONT : null;
            case 6 -> isName("srcset") ? Attribute.SRCSET : null;
            case 7 -> isName("content") ? Attribute.CONTENT : isName("charset") ? Attribute.CHARSET : null;
            case 8 -> isName("encoding") ? Attribute.ENCODING : null;
            case 10 -> isName("xlink:href") ? Attribute.XLINK_HREF : isName("http-equiv") ? Attribute.HTTP_EQUIV : null;
            default -> null;
        };
    }

    private boolean isName(String expected) {
        for (int i = 0; i < expected.length(); i++) {
            if (name[i] != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
