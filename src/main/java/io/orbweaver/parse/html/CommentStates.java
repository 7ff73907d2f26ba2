package io.orbweaver.parse.html;

/**
 * The tokenizer's states after {@code <!}, {@code <?} and {@code </ }: HTML §13.2.5.41 to §13.2.5.71. Nothing in it is
 * reported; all that matters is where it ends. So a DOCTYPE is a bogus comment here, which ends at the same {@code >}
 * in each of its states, and the states for {@code <!--} inside a comment are left out, which only report errors.
 */
final class CommentStates {

    private enum State {
        DECLARATION,
        DECLARATION_DASH,
        DECLARATION_CDATA,
        BOGUS,
        START,
        START_DASH,
        COMMENT,
        END_DASH,
        END,
        END_BANG,
        CDATA,
        CDATA_BRACKET,
        CDATA_END,
        ENDED
    }

    private static final String CDATA_OPEN = "[CDATA[";

    private State state = State.ENDED;
    private boolean cdata;
    private int matched;

    /** {@code <!} was read. */
    void beginDeclaration(boolean hasCdata) {
        state = State.DECLARATION;
        cdata = hasCdata;
    }

    /** The bogus comment state. */
    void beginBogus() {
        state = State.BOGUS;
    }

    boolean isEnded() {
        return state == State.ENDED;
    }

    /** Reads on to the end of the comment or of the characters; gives the index of the first that is not read. */
    int scan(char[] text, int from, int end) {
        int at = from;
        while (at < end && state != State.ENDED) {
            at = step(text, at, end);
        }
        return at;
    }

    private int step(char[] text, int at, int end) {
        char c = text[at];
        return switch (state) {
            case DECLARATION -> declaration(c, at);
            case DECLARATION_DASH -> go(c == '-', State.START, State.BOGUS, at);
            case DECLARATION_CDATA -> declarationCdata(c, at);
            case BOGUS -> skipTo('>', State.ENDED, text, at, end);
            case START -> c == '-' ? to(State.START_DASH, at) : go(c == '>', State.ENDED, State.COMMENT, at);
            case START_DASH -> c == '-' ? to(State.END, at) : go(c == '>', State.ENDED, State.COMMENT, at);
            case COMMENT -> skipTo('-', State.END_DASH, text, at, end);
            case END_DASH -> go(c == '-', State.END, State.COMMENT, at);
            case END -> commentEnd(c, at);
            case END_BANG -> c == '-' ? to(State.END_DASH, at) : go(c == '>', State.ENDED, State.COMMENT, at);
            case CDATA -> skipTo(']', State.CDATA_BRACKET, text, at, end);
            case CDATA_BRACKET -> go(c == ']', State.CDATA_END, State.CDATA, at);
            // CDATA_END
            default -> c == ']' ? at + 1 : go(c == '>', State.ENDED, State.CDATA, at);
        };
    }

    private int declaration(char c, int at) {
        if (c == '-') {
            return to(State.DECLARATION_DASH, at);
        }
        if (c == '[' && cdata) {
            matched = 1;
            return to(State.DECLARATION_CDATA, at);
        }
        state = State.BOGUS;
        return at;
    }

    private int declarationCdata(char c, int at) {
        if (c != CDATA_OPEN.charAt(matched)) {
            state = State.BOGUS;
            return at;
        }
        matched++;
        return matched == CDATA_OPEN.length() ? to(State.CDATA, at) : at + 1;
    }

    private int commentEnd(char c, int at) {
        if (c == '-') {
            return at + 1;
        }
        return c == '!' ? to(State.END_BANG, at) : go(c == '>', State.ENDED, State.COMMENT, at);
    }

    private int skipTo(char stop, State next, char[] text, int from, int end) {
        int at = from;
        while (at < end && text[at] != stop) {
            at++;
        }
        return at == end ? end : to(next, at);
    }

    /** Consumes the character. */
    private int to(State next, int at) {
        state = next;
        return at + 1;
    }

    /** Consumes the character if it is the one, else reconsumes it in the other state. */
    private int go(boolean matches, State consumed, State other, int at) {
        state = matches ? consumed : other;
        return matches ? at + 1 : at;
    }
}
