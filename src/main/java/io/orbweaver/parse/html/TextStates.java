package io.orbweaver.parse.html;

import io.orbweaver.parse.encoding.Ascii;

/**
 * The content of elements whose text is not markup: RCDATA, RAWTEXT, script data with its escaped and double escaped
 * states, PLAINTEXT (HTML §13.2.5.2 to §13.2.5.5 and §13.2.5.9 to §13.2.5.31). It ends at the appropriate end tag, of
 * which {@code </} and the name are consumed. RCDATA and RAWTEXT differ only in character references, which are decoded
 * elsewhere.
 */
final class TextStates {

    /** Takes the text of the element, in pieces; the array is reused after the call. */
    public interface Sink {
        void text(char[] characters, int start, int end);
    }

    private enum State {
        TEXT,
        LESS_THAN,
        END_NAME,
        ESCAPE_START,
        ESCAPE_START_DASH,
        ESCAPED,
        ESCAPED_DASH,
        ESCAPED_DASH_DASH,
        ESCAPED_LESS_THAN,
        DOUBLE_START,
        DOUBLE,
        DOUBLE_DASH,
        DOUBLE_DASH_DASH,
        DOUBLE_LESS_THAN,
        DOUBLE_END,
        PLAINTEXT,
        ENDED
    }

    private static final char[] SCRIPT_NAME = KnownTag.SCRIPT.tagName();
    private static final int MISMATCH = -1;

    private final Sink sink;

    private State state = State.ENDED;
    private KnownTag element = KnownTag.SCRIPT;
    private boolean script;

    /** Where a thing that looked like an end tag leads back to. */
    private State home = State.TEXT;

    /** What was read of {@code </name}, as written, to give it back as text. */
    private final char[] endTag = new char[16];

    private int endTagLength;
    private int matched;

    TextStates(Sink sink) {
        this.sink = sink;
    }

    /** The start tag of such an element was read. */
    void begin(KnownTag tag) {
        element = tag;
        script = tag.is(KnownTag.Trait.SCRIPT);
        state = tag.is(KnownTag.Trait.PLAINTEXT) ? State.PLAINTEXT : State.TEXT;
    }

    KnownTag element() {
        return element;
    }

    boolean isEnded() {
        return state == State.ENDED;
    }

    /** Reads on to the end tag's name or the end of the characters; gives the index of the first not read. */
    int scan(char[] text, int from, int end) {
        int at = from;
        while (at < end && state != State.ENDED) {
            at = state.compareTo(State.ESCAPE_START) < 0 || state == State.PLAINTEXT
                    ? stepText(text, at, end)
                    : stepScript(text, at, end);
        }
        return at;
    }

    /** The page has ended: what looked like the beginning of an end tag was text. */
    void complete() {
        if (state == State.LESS_THAN || state == State.END_NAME) {
            giveBack();
        }
        state = State.ENDED;
    }

    private int stepText(char[] text, int at, int end) {
        return switch (state) {
            case TEXT -> text(text, at, end);
            case LESS_THAN -> lessThan(text[at], at);
            case END_NAME -> endName(text[at], at);
            // PLAINTEXT
            default -> end;
        };
    }

    private int text(char[] text, int from, int end) {
        int at = from;
        while (at < end && text[at] != '<') {
            at++;
        }
        if (!script) {
            sink.text(text, from, at);
        }
        if (at == end) {
            return end;
        }
        endTag[0] = '<';
        endTagLength = 1;
        return to(State.LESS_THAN, at);
    }

    private int lessThan(char c, int at) {
        if (c == '/') {
            return beginEndName(State.TEXT, at);
        }
        if (c == '!' && script) {
            return to(State.ESCAPE_START, at);
        }
        giveBack();
        state = State.TEXT;
        return at;
    }

    private int beginEndName(State home, int at) {
        this.home = home;
        endTag[0] = '<';
        endTag[1] = '/';
        endTagLength = 2;
        matched = 0;
        return to(State.END_NAME, at);
    }

    private int endName(char c, int at) {
        char[] name = element.tagName();
        if (matched == name.length && endsName(c)) {
            state = State.ENDED;
            return at;
        }
        if (matched < name.length && Ascii.lower(c) == name[matched]) {
            matched++;
            endTag[endTagLength++] = c;
            return at + 1;
        }
        giveBack();
        state = home;
        return at;
    }

    private void giveBack() {
        if (!script) {
            sink.text(endTag, 0, endTagLength);
        }
    }

    private int stepScript(char[] text, int at, int end) {
        char c = text[at];
        return switch (state) {
            case ESCAPE_START -> go(c == '-', State.ESCAPE_START_DASH, State.TEXT, at);
            case ESCAPE_START_DASH -> go(c == '-', State.ESCAPED_DASH_DASH, State.TEXT, at);
            case ESCAPED -> skip(text, at, end, State.ESCAPED_DASH, State.ESCAPED_LESS_THAN);
            case ESCAPED_DASH -> dash(c, at, State.ESCAPED_DASH_DASH, State.ESCAPED_LESS_THAN, State.ESCAPED);
            case ESCAPED_DASH_DASH -> dashDash(c, at, State.ESCAPED_LESS_THAN, State.ESCAPED);
            case ESCAPED_LESS_THAN -> escapedLessThan(c, at);
            case DOUBLE_START -> doubleName(c, at, State.DOUBLE, State.ESCAPED);
            case DOUBLE -> skip(text, at, end, State.DOUBLE_DASH, State.DOUBLE_LESS_THAN);
            case DOUBLE_DASH -> dash(c, at, State.DOUBLE_DASH_DASH, State.DOUBLE_LESS_THAN, State.DOUBLE);
            case DOUBLE_DASH_DASH -> dashDash(c, at, State.DOUBLE_LESS_THAN, State.DOUBLE);
            case DOUBLE_LESS_THAN -> doubleLessThan(c, at);
            // DOUBLE_END
            default -> doubleName(c, at, State.ESCAPED, State.DOUBLE);
        };
    }

    private int skip(char[] text, int from, int end, State dash, State lessThan) {
        int at = from;
        while (at < end && text[at] != '<' && text[at] != '-') {
            at++;
        }
        return at == end ? end : to(text[at] == '-' ? dash : lessThan, at);
    }

    private int dash(char c, int at, State dashDash, State lessThan, State other) {
        return to(c == '-' ? dashDash : c == '<' ? lessThan : other, at);
    }

    private int dashDash(char c, int at, State lessThan, State other) {
        return c == '-' ? at + 1 : to(c == '<' ? lessThan : c == '>' ? State.TEXT : other, at);
    }

    private int escapedLessThan(char c, int at) {
        if (c == '/') {
            return beginEndName(State.ESCAPED, at);
        }
        matched = 0;
        state = Ascii.isLetter(c) ? State.DOUBLE_START : State.ESCAPED;
        return at;
    }

    private int doubleLessThan(char c, int at) {
        matched = 0;
        return go(c == '/', State.DOUBLE_END, State.DOUBLE, at);
    }

    /** Reads a name; {@code script} leads to the one state, any other to the other. */
    private int doubleName(char c, int at, State isScript, State other) {
        if (endsName(c)) {
            return to(matched == SCRIPT_NAME.length ? isScript : other, at);
        }
        if (!Ascii.isLetter(c)) {
            state = other;
            return at;
        }
        boolean goesOn = matched != MISMATCH && matched < SCRIPT_NAME.length && Ascii.lower(c) == SCRIPT_NAME[matched];
        matched = goesOn ? matched + 1 : MISMATCH;
        return at + 1;
    }

    private static boolean endsName(char c) {
        return c == '>' || c == '/' || Ascii.isWhitespace(c);
    }

    private int to(State next, int at) {
        state = next;
        return at + 1;
    }

    private int go(boolean matches, State consumed, State other, int at) {
        state = matches ? consumed : other;
        return matches ? at + 1 : at;
    }
}
