package io.orbweaver.parse.html;

import io.orbweaver.parse.encoding.Ascii;
import java.util.Arrays;

/** The decoder of character references: HTML §13.2.5.72 to §13.2.5.80. */
public final class CharacterReferences {

    /** §13.2.5.80: what the bytes 0x80 to 0x9F mean in windows-1252, where that assigns them. */
    private static final String C1_REPLACEMENTS = "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160"
            + "\u2039\u0152\u008D\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A"
            + "\u0153\u009D\u017E\u0178";

    /** Without ampersand, sorted; those with and without semicolon are two. */
    private static final String[] NAMES;

    private static final String[] VALUES;

    static {
        String[] entries = NamedReferences.TABLE.strip().split("\\s+");
        String[] both = new String[entries.length + 106];
        int count = 0;
        for (String entry : entries) {
            if (entry.startsWith("*")) {
                both[count++] = entry.substring(1);
            }
            both[count++] = entry.replace("*", "").replace(":", ";:");
        }
        Arrays.sort(both, 0, count, (a, b) -> nameIn(a).compareTo(nameIn(b)));
        NAMES = new String[count];
        VALUES = new String[count];
        for (int i = 0; i < count; i++) {
            NAMES[i] = nameIn(both[i]);
            StringBuilder value = new StringBuilder(2);
            for (String hex : both[i].substring(NAMES[i].length() + 1).split("-", -1)) {
                value.appendCodePoint(Integer.parseInt(hex, 16));
            }
            VALUES[i] = value.toString();
        }
    }

    private final char[] text;
    private final int length;
    private final boolean attribute;
    private final StringBuilder out;

    private CharacterReferences(char[] text, int length, boolean attribute) {
        this.text = text;
        this.length = length;
        this.attribute = attribute;
        this.out = new StringBuilder(length);
    }

    /** Decodes an attribute's value, in which {@code &copy=1} and {@code &copyx} are no references. */
    public static String inAttribute(char[] text, int length) {
        return new CharacterReferences(text, length, true).decode();
    }

    /** Decodes text, in which a name that may lack its semicolon counts anywhere. */
    public static String inText(char[] text, int length) {
        return new CharacterReferences(text, length, false).decode();
    }

    private String decode() {
        int at = 0;
        while (at < length) {
            int from = at;
            while (at < length && text[at] != '&') {
                at++;
            }
            out.append(text, from, at - from);
            if (at < length) {
                at = reference(at);
            }
        }
        return out.toString();
    }

    /** Appends what follows an ampersand and gives the index behind it. */
    private int reference(int ampersand) {
        int at = ampersand + 1;
        if (at < length && text[at] == '#') {
            return numeric(ampersand);
        }
        if (at < length && Ascii.isAlphanumeric(text[at])) {
            return named(ampersand);
        }
        out.append('&');
        return at;
    }

    private int numeric(int ampersand) {
        int at = ampersand + 2;
        boolean hex = at < length && (text[at] == 'x' || text[at] == 'X');
        if (hex) {
            at++;
        }
        int from = at;
        int code = 0;
        while (at < length) {
            int digit = Character.digit(text[at], hex ? 16 : 10);
            if (digit < 0 || text[at] > 'f') {
                break;
            }
            // stays above the last code point once it is, and does not overflow
            code = Math.min(code * (hex ? 16 : 10) + digit, 0x110000);
            at++;
        }
        if (at == from) {
            out.append(text, ampersand, at - ampersand);
            return at;
        }
        appendCode(code);
        return at < length && text[at] == ';' ? at + 1 : at;
    }

    private void appendCode(int code) {
        if (code == 0 || code > 0x10FFFF || code >= 0xD800 && code <= 0xDFFF) {
            out.append('\uFFFD');
        } else if (code >= 0x80 && code <= 0x9F) {
            out.append(C1_REPLACEMENTS.charAt(code - 0x80));
        } else {
            out.appendCodePoint(code);
        }
    }

    /** The longest name at this place, found by narrowing the range of names one character at a time. */
    private int named(int ampersand) {
        int low = 0;
        int high = NAMES.length;
        int found = -1;
        int depth = 0;
        for (int at = ampersand + 1; at < length && low < high; at++, depth++) {
            char c = text[at];
            low = bound(low, high, depth, c);
            high = bound(low, high, depth, (char) (c + 1));
            if (low < high && NAMES[low].length() == depth + 1) {
                found = low;
            }
        }
        if (found < 0) {
            out.append('&');
            return ampersand + 1;
        }
        int end = ampersand + 1 + NAMES[found].length();
        if (attribute && text[end - 1] != ';' && end < length && isNameGoingOn(text[end])) {
            out.append(text, ampersand, end - ampersand);
        } else {
            out.append(VALUES[found]);
        }
        return end;
    }

    private static boolean isNameGoingOn(char c) {
        return c == '=' || Ascii.isAlphanumeric(c);
    }

    /** First index in the range whose name has at this depth the character or a later one. */
    private static int bound(int from, int to, int depth, char c) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            String name = NAMES[middle];
            if (name.length() <= depth || name.charAt(depth) < c) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static String nameIn(String entry) {
        return entry.substring(0, entry.indexOf(':'));
    }
}
