package io.orbweaver.extract;

/**
 * The test whether two delimiter runs open and close emphasis, by the characters around them (CommonMark §6.2).
 *
 * <p>Versions of CommonMark differ on whether a symbol such as {@code €} is punctuation; a pair holds only where it
 * does in all of them.
 *
 * @param before the character before the opening run; a space at a line's beginning
 * @param first the first one behind the opening run
 * @param last the last one before the closing run
 * @param after the character behind the closing run; a space at a line's end
 */
record DelimiterRun(int before, int first, int last, int after) {

    /** The characters around an opening run that is written already, and a closing one that would come now. */
    DelimiterRun(StringBuilder out, int opening, int width, int after) {
        this(
                opening == 0 ? ' ' : out.codePointBefore(opening),
                opening + width == out.length() ? ' ' : out.codePointAt(opening + width),
                out.codePointBefore(out.length()),
                after);
    }

    /** Whether the runs, of one sign, are what they are meant for. */
    boolean holds(char sign) {
        return holds(sign, false) && holds(sign, true);
    }

    private boolean holds(char sign, boolean symbols) {
        boolean opens = isLeft(before, first, symbols);
        boolean closes = isRight(last, after, symbols);
        if (sign != '_') {
            return opens && closes;
        }
        return opens
                && closes
                && (!isRight(before, first, symbols) || isPunctuation(before, symbols))
                && (!isLeft(last, after, symbols) || isPunctuation(after, symbols));
    }

    private static boolean isLeft(int before, int next, boolean symbols) {
        return !isSpace(next) && (!isPunctuation(next, symbols) || isSpace(before) || isPunctuation(before, symbols));
    }

    private static boolean isRight(int before, int next, boolean symbols) {
        return isLeft(/* before= */ next, /* next= */ before, symbols);
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isPunctuation(int c, boolean symbols) {
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            case Character.MATH_SYMBOL, Character.CURRENCY_SYMBOL, Character.MODIFIER_SYMBOL, Character.OTHER_SYMBOL ->
                symbols || c < 0x80;
            default -> false;
        };
    }
}
