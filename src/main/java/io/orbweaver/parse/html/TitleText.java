package io.orbweaver.parse.html;

import io.orbweaver.parse.encoding.Ascii;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A title's text as it arrives: RCDATA, whose character references are decoded at the end. Whitespace is collapsed at
 * once, so that what is held is bounded by what counts; no reference contains any.
 */
public final class TitleText {

    /** A character may be written as a reference; some of those are long. */
    private static final int WRITTEN_PER_CHARACTER = 8;

    private static final String CDATA_OPEN = "<![CDATA[";
    private static final String CDATA_CLOSE = "]]>";

    private final int charsMax;
    private char[] written = new char[0];
    private int length;
    private int unread;
    private int cut;

    public TitleText(int charsMax) {
        this.charsMax = charsMax;
    }

    public void append(char[] characters, int start, int end) {
        for (int i = start; i < end; i++) {
            if (length >= (long) charsMax * WRITTEN_PER_CHARACTER) {
                unread += end - i;
                return;
            }
            char c = characters[i];
            if (Ascii.isWhitespace(c)) {
                if (length == 0 || written[length - 1] == ' ') {
                    continue;
                }
                c = ' ';
            }
            if (length == written.length) {
                written = Arrays.copyOf(written, Math.max(64, 2 * length));
            }
            written[length++] = c == 0 ? '\uFFFD' : c;
        }
    }

    /** Characters that the bound kept out of {@link #decoded}; of a very long title as they are written. */
    public int cut() {
        return cut;
    }

    public int held() {
        return written.length;
    }

    /**
     * The title, whitespace stripped and collapsed also where it came from references.
     *
     * @param xml whether it may have CDATA sections
     * @param encoded turns what was read into characters of the page's encoding
     */
    public String decoded(boolean xml, UnaryOperator<String> encoded) {
        String text = encoded.apply(xml ? withSections() : CharacterReferences.inText(written, length));
        StringBuilder title = new StringBuilder(Math.min(text.length(), charsMax));
        boolean gap = false;
        int i = 0;
        for (; i < text.length() && title.length() < charsMax; i++) {
            char c = text.charAt(i);
            if (Ascii.isWhitespace(c)) {
                gap = title.length() > 0;
                continue;
            }
            if (gap) {
                title.append(' ');
                gap = false;
            }
            title.append(c);
        }
        cut = unread + text.substring(i).strip().length();
        title.setLength(Math.min(title.length(), charsMax));
        int last = title.length() - 1;
        if (last >= 0 && Character.isHighSurrogate(title.charAt(last))) {
            title.setLength(last);
        }
        return title.toString();
    }

    private String withSections() {
        String all = new String(written, 0, length);
        StringBuilder text = new StringBuilder(length);
        int at = 0;
        while (at < length) {
            int open = all.indexOf(CDATA_OPEN, at);
            char[] plain = all.substring(at, open < 0 ? length : open).toCharArray();
            text.append(CharacterReferences.inText(plain, plain.length));
            if (open < 0) {
                break;
            }
            int from = open + CDATA_OPEN.length();
            int close = all.indexOf(CDATA_CLOSE, from);
            text.append(all, from, close < 0 ? length : close);
            at = close < 0 ? length : close + CDATA_CLOSE.length();
        }
        return text.toString();
    }
}
