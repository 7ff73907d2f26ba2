package io.orbweaver.parse.html;

import io.orbweaver.parse.encoding.Ascii;
import org.jspecify.annotations.Nullable;

/**
 * HTML's tokenizer, §13.2.5, resumable at every character: its states survive between calls, so a chunk may end
 * anywhere. Where one state all but always follows another it is called at once, which processors predict better than
 * the dispatch. Runs of characters that mean nothing are skipped in tight loops; text between tags is not kept at all.
 */
public final class Tokenizer {

    /** Takes the tags and, of elements with RCDATA or RAWTEXT, the text. */
    public interface Sink extends TextStates.Sink {

        /** A start tag; returns the element whose content states to switch to, or null to stay with markup. */
        @Nullable
        KnownTag startTag(TagToken tag);

        void endTag(TagToken tag);

        /** Whether CDATA sections exist here: in XML, and where the adjusted current node is in SVG or MathML. */
        boolean hasCdata();
    }

    private enum State {
        DATA,
        TAG_OPEN,
        END_TAG_OPEN,
        TAG_NAME,
        BEFORE_ATTRIBUTE_NAME,
        ATTRIBUTE_NAME,
        AFTER_ATTRIBUTE_NAME,
        BEFORE_ATTRIBUTE_VALUE,
        VALUE_QUOTED,
        VALUE_UNQUOTED,
        AFTER_VALUE_QUOTED,
        SELF_CLOSING,
        COMMENT,
        TEXT
    }

    private final Sink sink;
    private final TagToken tag;
    private final AttributeReader attribute;
    private final CommentStates comment = new CommentStates();
    private final TextStates text;

    private State state = State.DATA;
    private char quote;

    /** Within a value: a carriage return was just read, and a line feed after it is the same line's end (§13.2.3.5). */
    private boolean afterReturn;

    private char[] in = {};
    private int end;

    /** @param captured the traits of the tags whose attributes are read */
    public Tokenizer(Sink sink, int valueCharsMax, int captured) {
        this.sink = sink;
        this.tag = new TagToken(captured);
        this.text = new TextStates(sink);
        this.attribute = new AttributeReader(tag, valueCharsMax);
    }

    /** The next characters of the page. */
    public void accept(char[] characters, int length) {
        in = characters;
        end = length;
        int at = 0;
        while (at < length) {
            at = step(at);
        }
    }

    /** The page has ended; an incomplete tag does not count. */
    public void complete() {
        text.complete();
    }

    /** Number of characters that are held for the attribute being read. */
    public int held() {
        return attribute.held();
    }

    private int step(int at) {
        return switch (state) {
            case DATA -> data(at);
            case TAG_OPEN -> tagOpen(at);
            case END_TAG_OPEN -> endTagOpen(at);
            case TAG_NAME -> tagName(at);
            case BEFORE_ATTRIBUTE_NAME -> beforeAttributeName(at);
            case ATTRIBUTE_NAME -> attributeName(at);
            case AFTER_ATTRIBUTE_NAME -> afterAttributeName(at);
            case BEFORE_ATTRIBUTE_VALUE -> beforeAttributeValue(at);
            case VALUE_QUOTED -> attribute.wantsValue() ? valueQuoted(at) : skipQuoted(at);
            case VALUE_UNQUOTED -> attribute.wantsValue() ? valueUnquoted(at) : skipUnquoted(at);
            case AFTER_VALUE_QUOTED -> afterValueQuoted(at);
            case SELF_CLOSING -> selfClosing(at);
            case COMMENT -> comment(at);
            default -> text(at);
        };
    }

    /** §13.2.5.1 */
    private int data(int from) {
        char[] characters = in;
        int to = end;
        int at = from;
        while (at < to && characters[at] != '<') {
            at++;
        }
        if (at < to) {
            state = State.TAG_OPEN;
            at++;
        }
        return at < to ? tagOpen(at) : to;
    }

    /** §13.2.5.6 */
    private int tagOpen(int at) {
        char c = in[at];
        if (Ascii.isLetter(c)) {
            tag.begin(false);
            state = State.TAG_NAME;
            return tagName(at);
        }
        switch (c) {
            case '/':
                return go(State.END_TAG_OPEN, at);
            case '!':
                comment.beginDeclaration(sink.hasCdata());
                return go(State.COMMENT, at);
            case '?':
                comment.beginBogus();
                state = State.COMMENT;
                return at;
            default:
                state = State.DATA;
                return at;
        }
    }

    /** §13.2.5.7 */
    private int endTagOpen(int at) {
        char c = in[at];
        if (Ascii.isLetter(c)) {
            tag.begin(true);
            state = State.TAG_NAME;
            return tagName(at);
        }
        if (c == '>') {
            return go(State.DATA, at);
        }
        comment.beginBogus();
        state = State.COMMENT;
        return at;
    }

    /** §13.2.5.8 */
    private int tagName(int from) {
        char[] characters = in;
        int to = end;
        for (int at = from; at < to; at++) {
            char c = characters[at];
            if (c <= '>' && (c == '>' || c == '/' || Ascii.isWhitespace(c))) {
                tag.nameEnded();
                return afterName(c, at);
            }
            tag.appendToName(orReplacement(Ascii.lower(c)));
        }
        return to;
    }

    private int afterName(char c, int at) {
        if (c == '>') {
            return emit(at);
        }
        return go(c == '/' ? State.SELF_CLOSING : State.BEFORE_ATTRIBUTE_NAME, at);
    }

    /** §13.2.5.32 */
    private int beforeAttributeName(int from) {
        int at = skipWhitespace(from);
        if (at == end) {
            return at;
        }
        char c = in[at];
        if (c == '>' || c == '/') {
            return afterName(c, at);
        }
        attribute.begin();
        state = State.ATTRIBUTE_NAME;
        if (c == '=') {
            attribute.appendToName(c);
            return at + 1;
        }
        return attributeName(at);
    }

    /** §13.2.5.33 */
    private int attributeName(int from) {
        char[] characters = in;
        int to = end;
        for (int at = from; at < to; at++) {
            char c = characters[at];
            if (c == '=') {
                attribute.nameEnded();
                state = State.BEFORE_ATTRIBUTE_VALUE;
                return beforeAttributeValue(at + 1);
            }
            if (c == '>' || c == '/' || Ascii.isWhitespace(c)) {
                attribute.nameEnded();
                state = State.AFTER_ATTRIBUTE_NAME;
                return at;
            }
            attribute.appendToName(orReplacement(Ascii.lower(c)));
        }
        return to;
    }

    /** §13.2.5.34 */
    private int afterAttributeName(int from) {
        int at = skipWhitespace(from);
        if (at == end) {
            return at;
        }
        char c = in[at];
        if (c == '=') {
            return go(State.BEFORE_ATTRIBUTE_VALUE, at);
        }
        if (c == '>' || c == '/') {
            return afterName(c, at);
        }
        attribute.begin();
        state = State.ATTRIBUTE_NAME;
        return at;
    }

    /** §13.2.5.35 */
    private int beforeAttributeValue(int from) {
        int at = skipWhitespace(from);
        if (at == end) {
            return at;
        }
        char c = in[at];
        afterReturn = false;
        if (c == '"' || c == '\'') {
            quote = c;
            return go(State.VALUE_QUOTED, at);
        }
        if (c == '>') {
            return emit(at);
        }
        state = State.VALUE_UNQUOTED;
        return at;
    }

    /** §13.2.5.36 and §13.2.5.37 */
    private int valueQuoted(int from) {
        char[] characters = in;
        int to = end;
        int at = from;
        char stop = quote;
        char c = 0;
        while (at < to && ((c = characters[at]) > '\'' || isPlain(c, stop))) {
            at++;
        }
        if (at > from) {
            attribute.append(characters, from, at);
            afterReturn = false;
        }
        if (at == to) {
            return to;
        }
        if (c == stop) {
            attribute.valueEnded();
            return go(State.AFTER_VALUE_QUOTED, at);
        }
        if (c != '\n' || !afterReturn) {
            attribute.append(c == '\r' ? '\n' : orReplacement(c));
        }
        afterReturn = c == '\r';
        return at + 1;
    }

    private int skipQuoted(int from) {
        char[] characters = in;
        int to = end;
        int at = from;
        char stop = quote;
        while (at < to && characters[at] != stop) {
            at++;
        }
        return at == to ? to : go(State.AFTER_VALUE_QUOTED, at);
    }

    /** §13.2.5.38 */
    private int valueUnquoted(int from) {
        char[] characters = in;
        int to = end;
        int at = from;
        char c = 0;
        while (at < to && ((c = characters[at]) > '>' || isPlain(c, '>') && !Ascii.isWhitespace(c))) {
            at++;
        }
        if (at > from) {
            attribute.append(characters, from, at);
        }
        if (at == to) {
            return to;
        }
        if (c == '&' || c == 0) {
            attribute.append(orReplacement(c));
            return at + 1;
        }
        attribute.valueEnded();
        return afterName(c, at);
    }

    private int skipUnquoted(int from) {
        char[] characters = in;
        int to = end;
        int at = from;
        while (at < to && characters[at] != '>' && !Ascii.isWhitespace(characters[at])) {
            at++;
        }
        return at == to ? to : afterName(characters[at], at);
    }

    /** §13.2.5.39 */
    private int afterValueQuoted(int at) {
        char c = in[at];
        if (c == '>' || c == '/' || Ascii.isWhitespace(c)) {
            return afterName(c, at);
        }
        state = State.BEFORE_ATTRIBUTE_NAME;
        return at;
    }

    /** §13.2.5.40 */
    private int selfClosing(int at) {
        if (in[at] == '>') {
            tag.selfClose();
            return emit(at);
        }
        state = State.BEFORE_ATTRIBUTE_NAME;
        return at;
    }

    private int comment(int from) {
        int at = comment.scan(in, from, end);
        if (comment.isEnded()) {
            state = State.DATA;
        }
        return at;
    }

    private int text(int from) {
        int at = text.scan(in, from, end);
        if (text.isEnded()) {
            tag.beginEndOf(text.element());
            return afterName(in[at], at);
        }
        return at;
    }

    /** The tag's {@code >} is at this index. */
    private int emit(int at) {
        state = State.DATA;
        if (tag.isEnd()) {
            sink.endTag(tag);
            return at + 1;
        }
        KnownTag textElement = sink.startTag(tag);
        if (textElement != null) {
            text.begin(textElement);
            state = State.TEXT;
        }
        return at + 1;
    }

    private int skipWhitespace(int from) {
        return Ascii.skipWhitespace(in, from, end);
    }

    private static boolean isPlain(char c, char stop) {
        return c != stop && c != '&' && c != '\r' && c != '\n' && c != 0;
    }

    private static char orReplacement(char c) {
        return c == 0 ? '\uFFFD' : c;
    }

    private int go(State next, int at) {
        state = next;
        return at + 1;
    }
}
