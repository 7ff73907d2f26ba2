package io.orbweaver.parse.html;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tag that is being read: its name, and the values of the few attributes that anyone asks for. One object serves
 * the whole page.
 */
public final class TagToken {

    /** The attributes that are read, of which the first of each name counts (HTML §13.2.5.33). */
    public enum Attribute {
        HREF,
        XLINK_HREF,
        REL,
        NAME,
        CONTENT,
        HTTP_EQUIV,
        SRC,
        SRCSET,
        ENCODING,
        CHARSET,
        LANG,
        /** Any of color, face, size, which let font leave foreign content. */
        FONT;

        private static final Attribute[] VALUES = values();
    }

    /** The least {@link #key} of a name that means nothing. */
    static final int UNKNOWN_KEY = 1 << 19;

    /** One more than the longest name that means something. */
    private static final int NAME_MAX = 16;

    /** The traits of the tags whose attributes are read. */
    private final int captured;

    private final char[] name = new char[NAME_MAX];
    private int nameLength;
    private int hash;
    private boolean end;
    private boolean selfClosing;
    private @Nullable KnownTag known;

    private final @Nullable String[] values = new String[Attribute.VALUES.length];
    private int present;

    TagToken(int captured) {
        this.captured = captured;
    }

    void begin(boolean isEnd) {
        end = isEnd;
        selfClosing = false;
        known = null;
        nameLength = 0;
        hash = 0;
        if (present != 0) {
            Arrays.fill(values, null);
            present = 0;
        }
    }

    void appendToName(char lower) {
        if (nameLength < NAME_MAX) {
            name[nameLength] = lower;
        }
        nameLength++;
        hash = KnownTag.hash(hash, lower);
    }

    /** The name is complete. */
    void nameEnded() {
        known = nameLength > NAME_MAX ? null : KnownTag.of(name, nameLength, hash);
    }

    /** The end tag of a text element, whose name was compared and not read. */
    void beginEndOf(KnownTag tag) {
        begin(true);
        known = tag;
    }

    boolean isEnd() {
        return end;
    }

    public boolean isSelfClosing() {
        return selfClosing;
    }

    void selfClose() {
        selfClosing = true;
    }

    /** Null for a name that is not used. */
    @Nullable
    public KnownTag known() {
        return known;
    }

    /** Equal for equal names, below 2^20: known tags come first, others may collide, harmlessly. */
    int key() {
        return known != null ? known.ordinal() : UNKNOWN_KEY | (hash & (UNKNOWN_KEY - 1));
    }

    /** Whether attributes are worth reading. */
    boolean isCaptured() {
        return !end && known != null && known.is(captured);
    }

    public boolean has(Attribute attribute) {
        return (present & 1 << attribute.ordinal()) != 0;
    }

    void put(Attribute attribute, @Nullable String value) {
        present |= 1 << attribute.ordinal();
        values[attribute.ordinal()] = value;
    }

    /** The value; null for an absent attribute and for one that was over a limit. */
    @Nullable
    public String value(Attribute attribute) {
        return values[attribute.ordinal()];
    }
}
