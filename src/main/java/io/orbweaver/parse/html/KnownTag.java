package io.orbweaver.parse.html;

import io.orbweaver.job.spec.LinkSource;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tag names that parsing HTML treats differently from others, and how: HTML §13.2.4.2 and §13.2.6. */
public enum KnownTag {
    A(Trait.FORMATTING | Trait.A_HREF),
    ADDRESS(Trait.SPECIAL | Trait.CLOSES_P | Trait.BLOCK),
    ANNOTATION_XML(Trait.CAPTURED),
    APPLET(Trait.SPECIAL | Trait.SCOPE | Trait.BLOCK),
    AREA(Trait.SPECIAL | Trait.NOT_OPENED | Trait.AREA_HREF),
    ARTICLE(Trait.SPECIAL | Trait.CLOSES_P | Trait.BLOCK),
    ASIDE(Trait.SPECIAL | Trait.CLOSES_P | Trait.BLOCK),
    B(Trait.BREAKOUT | Trait.FORMATTING),
    BASE(Trait.SPECIAL | Trait.NOT_OPENED | Trait.CAPTURED),
    BASEFONT(Trait.SPECIAL | Trait.NOT_OPENED),
    BGSOUND(Trait.SPECIAL | Trait.NOT_OPENED),
    BIG(Trait.BREAKOUT | Trait.FORMATTING),
    BLOCKQUOTE(Trait.SPECIAL | Trait.BREAKOUT | Trait.CLOSES_P | Trait.BLOCK),
    BODY(Trait.SPECIAL | Trait.BREAKOUT | Trait.NOT_OPENED),
    BR(Trait.SPECIAL | Trait.BREAKOUT | Trait.NOT_OPENED),
    BUTTON(Trait.SPECIAL | Trait.BLOCK),
    CAPTION(Trait.SPECIAL | Trait.SCOPE | Trait.TABLE_PART),
    CENTER(Trait.SPECIAL | Trait.BREAKOUT | Trait.CLOSES_P | Trait.BLOCK),
    CODE(Trait.BREAKOUT | Trait.FORMATTING),
    COL(Trait.SPECIAL | Trait.NOT_OPENED),
    COLGROUP(Trait.SPECIAL | Trait.TABLE_PART),
    DD(Trait.SPECIAL | Trait.BREAKOUT | Trait.CLOSES_P | Trait.BLOCK),
    DESC(0),
    DETAILS(Trait.SPECIAL | Trait.CLOSES_P | Trait.BLOCK),
    DIALOG(Trait.CLOSES_P | Trait.BLOCK),
    DIR(Trait.SPECIAL | Trait.CLOSES_P | Trait.BLOCK),
    DIV(Trait.SPECIAL | Trait.BREAKOUT | Trait.CLOSES_P | Trait.BLOCK),
    DL(Trait.SPECIAL | Trait.BREAKOUT | Trait.CLOSES_P | Trait.BLOCK),
    DT(Trait.SPECIAL | Trait.BREAKOUT | Trait.CLOSES_P | Trait.BLOCK),
    EM(Trait.BREAKOUT | Trait.FORMATTING),
    EMBED(Trait.SPECIAL | Trait.BREAKOUT | Trait.NOT_OPENED),
    FIELDSET(Trait.SPECIAL | Trait.CLOSES_P | Trait.BLOCK),
    FIGCAPTION(Trait.SPECIAL | Trait.CLOSES_P | Trait.BLOCK),
    FIGURE(Trait.SPECIAL | Trait.CLOSES_P | Trait.BLOCK),
    FONT(Trait.FORMATTING | Trait.CAPTURED),
    FOOTER(Trait.SPECIAL | Trait.CLOSES_P | Trait.BLOCK),
    FOREIGNOBJECT(0),
    FORM(Trait.SPECIAL | Trait.CLOSES_P | Trait.BLOCK),
    FRAME(Trait.SPECIAL | Trait.NOT_OPENED | Trait.FRAME_SRC),
    FRAMESET(Trait.SPECIAL | Trait.NOT_OPENED),
    H1(Trait.SPECIAL | Trait.BREAKOUT | Trait.CLOSES_P | Trait.BLOCK | Trait.HEADING),
    H2(Trait.SPECIAL | Trait.BREAKOUT | Trait.CLOSES_P | Trait.BLOCK | Trait.HEADING),
    H3(Trait.SPECIAL | Trait.BREAKOUT | Trait.CLOSES_P | Trait.BLOCK | Trait.HEADING),
    H4(Trait.SPECIAL | Trait.BREAKOUT | Trait.CLOSES_P | Trait.BLOCK | Trait.HEADING),
    H5(Trait.SPECIAL | Trait.BREAKOUT | Trait.CLOSES_P | Trait.BLOCK | Trait.HEADING),
    H6(Trait.SPECIAL | Trait.BREAKOUT | Trait.CLOSES_P | Trait.BLOCK | Trait.HEADING),
    HEAD(Trait.SPECIAL | Trait.BREAKOUT | Trait.NOT_OPENED),
    HEADER(Trait.SPECIAL | Trait.CLOSES_P | Trait.BLOCK),
    HGROUP(Trait.SPECIAL | Trait.CLOSES_P | Trait.BLOCK),
    HR(Trait.SPECIAL | Trait.BREAKOUT | Trait.CLOSES_P | Trait.NOT_OPENED),
    HTML(Trait.SPECIAL | Trait.SCOPE | Trait.NOT_OPENED | Trait.CAPTURED),
    I(Trait.BREAKOUT | Trait.FORMATTING),
    IFRAME(Trait.SPECIAL | Trait.RAWTEXT | Trait.IFRAME_SRC),
    IMAGE(Trait.NOT_OPENED | Trait.IMG_SRC),
    IMG(Trait.SPECIAL | Trait.BREAKOUT | Trait.NOT_OPENED | Trait.IMG_SRC),
    INPUT(Trait.SPECIAL | Trait.NOT_OPENED),
    KEYGEN(Trait.SPECIAL | Trait.NOT_OPENED),
    LI(Trait.SPECIAL | Trait.BREAKOUT | Trait.CLOSES_P | Trait.BLOCK),
    LINK(Trait.SPECIAL | Trait.NOT_OPENED | Trait.CAPTURED | Trait.LINK_HREF),
    LISTING(Trait.SPECIAL | Trait.BREAKOUT | Trait.CLOSES_P | Trait.BLOCK),
    MAIN(Trait.SPECIAL | Trait.CLOSES_P | Trait.BLOCK),
    MALIGNMARK(0),
    MARQUEE(Trait.SPECIAL | Trait.SCOPE | Trait.BLOCK),
    MATH(0),
    MENU(Trait.SPECIAL | Trait.BREAKOUT | Trait.CLOSES_P | Trait.BLOCK),
    META(Trait.SPECIAL | Trait.BREAKOUT | Trait.NOT_OPENED | Trait.CAPTURED | Trait.REFRESH),
    MGLYPH(0),
    MI(0),
    MN(0),
    MO(0),
    MS(0),
    MTEXT(0),
    NAV(Trait.SPECIAL | Trait.CLOSES_P | Trait.BLOCK),
    NOBR(Trait.BREAKOUT | Trait.FORMATTING),
    NOEMBED(Trait.SPECIAL | Trait.RAWTEXT),
    NOFRAMES(Trait.SPECIAL | Trait.RAWTEXT),
    NOSCRIPT(Trait.SPECIAL),
    OBJECT(Trait.SPECIAL | Trait.SCOPE | Trait.BLOCK),
    OL(Trait.SPECIAL | Trait.BREAKOUT | Trait.CLOSES_P | Trait.BLOCK),
    OPTGROUP(0),
    OPTION(0),
    P(Trait.SPECIAL | Trait.BREAKOUT | Trait.CLOSES_P | Trait.BLOCK),
    PARAM(Trait.SPECIAL | Trait.NOT_OPENED),
    PLAINTEXT(Trait.SPECIAL | Trait.CLOSES_P | Trait.PLAINTEXT),
    PRE(Trait.SPECIAL | Trait.BREAKOUT | Trait.CLOSES_P | Trait.BLOCK),
    RUBY(Trait.BREAKOUT),
    S(Trait.BREAKOUT | Trait.FORMATTING),
    SCRIPT(Trait.SPECIAL | Trait.SCRIPT | Trait.TEXT_IN_XML),
    SEARCH(Trait.SPECIAL | Trait.CLOSES_P | Trait.BLOCK),
    SECTION(Trait.SPECIAL | Trait.CLOSES_P | Trait.BLOCK),
    SELECT(Trait.SPECIAL | Trait.BLOCK),
    SMALL(Trait.BREAKOUT | Trait.FORMATTING),
    SOURCE(Trait.SPECIAL | Trait.NOT_OPENED | Trait.SOURCE_SRC),
    SPAN(Trait.BREAKOUT),
    STRIKE(Trait.BREAKOUT | Trait.FORMATTING),
    STRONG(Trait.BREAKOUT | Trait.FORMATTING),
    STYLE(Trait.SPECIAL | Trait.RAWTEXT | Trait.TEXT_IN_XML),
    SUB(Trait.BREAKOUT),
    SUMMARY(Trait.SPECIAL | Trait.CLOSES_P | Trait.BLOCK),
    SUP(Trait.BREAKOUT),
    SVG(0),
    TABLE(Trait.SPECIAL | Trait.SCOPE | Trait.BREAKOUT | Trait.CLOSES_P | Trait.TABLE_PART),
    TBODY(Trait.SPECIAL | Trait.TABLE_PART),
    TD(Trait.SPECIAL | Trait.SCOPE | Trait.TABLE_PART),
    TEMPLATE(Trait.SPECIAL | Trait.SCOPE),
    TEXTAREA(Trait.SPECIAL | Trait.RCDATA | Trait.TEXT_IN_XML),
    TFOOT(Trait.SPECIAL | Trait.TABLE_PART),
    TH(Trait.SPECIAL | Trait.SCOPE | Trait.TABLE_PART),
    THEAD(Trait.SPECIAL | Trait.TABLE_PART),
    TITLE(Trait.SPECIAL | Trait.RCDATA | Trait.TEXT_IN_XML),
    TR(Trait.SPECIAL | Trait.TABLE_PART),
    TRACK(Trait.SPECIAL | Trait.NOT_OPENED),
    TT(Trait.BREAKOUT | Trait.FORMATTING),
    U(Trait.BREAKOUT | Trait.FORMATTING),
    UL(Trait.SPECIAL | Trait.BREAKOUT | Trait.CLOSES_P | Trait.BLOCK),
    VAR(Trait.BREAKOUT),
    WBR(Trait.SPECIAL | Trait.NOT_OPENED),
    XMP(Trait.SPECIAL | Trait.CLOSES_P | Trait.RAWTEXT);

    /** What a name means, as bits. */
    public static final class Trait {
        /** In the standard's category "special": end tags of other names do not look behind it. */
        static final int SPECIAL = 1;
        /** Ends a search "in scope". */
        static final int SCOPE = 1 << 1;
        /** Its start tag leaves foreign content. */
        static final int BREAKOUT = 1 << 2;

        static final int FORMATTING = 1 << 3;
        /** Its start tag closes an open paragraph. */
        static final int CLOSES_P = 1 << 4;
        /** Its end tag closes what is open inside it, in scope. */
        static final int BLOCK = 1 << 5;
        /** As BLOCK, in table scope. */
        static final int TABLE_PART = 1 << 6;

        static final int HEADING = 1 << 7;
        /** Void, or its end tag closes nothing: it never goes on the stack. */
        static final int NOT_OPENED = 1 << 8;
        /** Its attributes are read, whatever links are asked for. */
        public static final int CAPTURED = 1 << 9;

        static final int RCDATA = 1 << 10;
        static final int RAWTEXT = 1 << 11;
        static final int SCRIPT = 1 << 12;
        static final int PLAINTEXT = 1 << 13;

        // each a source of links, whose attributes are read if it is asked for
        static final int A_HREF = 1 << 14;
        static final int AREA_HREF = 1 << 15;
        static final int LINK_HREF = 1 << 16;
        static final int IFRAME_SRC = 1 << 17;
        static final int FRAME_SRC = 1 << 18;
        public static final int IMG_SRC = 1 << 19;
        public static final int SOURCE_SRC = 1 << 20;
        static final int REFRESH = 1 << 21;

        /** Has text instead of markup inside in XML, too, by all that is valid. */
        public static final int TEXT_IN_XML = 1 << 22;

        private Trait() {}

        /** The traits of the tags that have links of these sources. */
        public static int of(Set<LinkSource> sources) {
            int traits = 0;
            for (LinkSource source : sources) {
                traits |= switch (source) {
                    case A -> A_HREF;
                    case AREA -> AREA_HREF;
                    case LINK -> LINK_HREF;
                    case IFRAME -> IFRAME_SRC;
                    case FRAME -> FRAME_SRC;
                    case IMG -> IMG_SRC;
                    case SOURCE -> SOURCE_SRC;
                    case REFRESH -> REFRESH;
                };
            }
            return traits;
        }
    }

    private static final KnownTag[] VALUES = values();
    private static final int TABLE_SIZE = 1_024;

    /** Open addressing by {@link #hash}; mostly empty. */
    private static final @Nullable KnownTag[] SLOTS = table();

    private final int traits;
    private final char[] tagName =
            name().toLowerCase(Locale.ROOT).replace('_', '-').toCharArray();

    KnownTag(int traits) {
        this.traits = traits;
    }

    public boolean is(int trait) {
        return (traits & trait) != 0;
    }

    /** Whether HTML elements of this name have text instead of markup inside. */
    public boolean hasTextContent() {
        return is(Trait.RCDATA | Trait.RAWTEXT | Trait.SCRIPT | Trait.PLAINTEXT);
    }

    /** The name as in markup, in lower case. */
    char[] tagName() {
        return tagName;
    }

    static int count() {
        return VALUES.length;
    }

    static KnownTag ofOrdinal(int ordinal) {
        return VALUES[ordinal];
    }

    /** One step of the hash over a name's characters, which starts with 0. */
    static int hash(int hash, char c) {
        return hash * 31 + c;
    }

    /** The tag of this name in lower case; null for a name that means nothing here. */
    static @Nullable KnownTag of(char[] name, int length, int hash) {
        int slot = slot(hash);
        while (true) {
            KnownTag tag = SLOTS[slot];
            if (tag == null || tag.matches(name, length)) {
                return tag;
            }
            slot = (slot + 1) & (TABLE_SIZE - 1);
        }
    }

    private boolean matches(char[] name, int length) {
        if (length != tagName.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name[i] != tagName[i]) {
                return false;
            }
        }
        return true;
    }

    private static int slot(int hash) {
        return (hash ^ (hash >>> 10)) & (TABLE_SIZE - 1);
    }

    private static @Nullable KnownTag[] table() {
        @Nullable KnownTag[] table = new @Nullable KnownTag[TABLE_SIZE];
        for (KnownTag tag : VALUES) {
            int hash = 0;
            for (char c : tag.tagName) {
                hash = hash(hash, c);
            }
            int slot = slot(hash);
            while (table[slot] != null) {
                slot = (slot + 1) & (TABLE_SIZE - 1);
            }
            table[slot] = tag;
        }
        return table;
    }
}
