package io.orbweaver.parse;

import io.orbweaver.parse.encoding.Ascii;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code meta http-equiv=refresh} and of the Refresh header field: HTML §4.2.5.3, the "shared
 * declarative refresh steps".
 */
public final class DeclarativeRefresh {

    private final String input;
    private int at;

    private DeclarativeRefresh(String input) {
        this.input = input;
    }

    /** The reference it leads to, empty for the page itself; null where the content asks for no refresh. */
    public static @Nullable String target(String content) {
        return new DeclarativeRefresh(content).target();
    }

    private @Nullable String target() {
        skipWhitespace();
        int time = at;
        skipDigits(false);
        if (at == time && peek() != '.') {
            return null;
        }
        skipDigits(true);
        if (at < input.length()) {
            if (peek() != ';' && peek() != ',' && !Ascii.isWhitespace(peek())) {
                return null;
            }
            skipWhitespace();
            if (peek() == ';' || peek() == ',') {
                at++;
            }
            skipWhitespace();
        }
        return url();
    }

    private String url() {
        int from = at;
        for (char letter : new char[] {'u', 'r', 'l'}) {
            if (at >= input.length() || Ascii.lower(input.charAt(at)) != letter) {
                return letter == 'u' ? withoutQuotes() : input.substring(from);
            }
            at++;
        }
        skipWhitespace();
        if (peek() != '=') {
            return input.substring(from);
        }
        at++;
        skipWhitespace();
        return withoutQuotes();
    }

    private String withoutQuotes() {
        int quote = peek();
        if (quote != '"' && quote != '\'') {
            return input.substring(at);
        }
        int end = input.indexOf(quote, at + 1);
        return input.substring(at + 1, end < 0 ? input.length() : end);
    }

    private void skipDigits(boolean orDots) {
        while (peek() >= '0' && peek() <= '9' || orDots && peek() == '.') {
            at++;
        }
    }

    private void skipWhitespace() {
        while (Ascii.isWhitespace(peek())) {
            at++;
        }
    }

    private int peek() {
        return at < input.length() ? input.charAt(at) : -1;
    }
}
