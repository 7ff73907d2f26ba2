package io.orbweaver.job.spec;

import io.orbweaver.job.field.FieldReader;
import io.orbweaver.job.field.SelectorRules;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.select.Evaluator;
import org.jspecify.annotations.Nullable;

/**
 * The selector of a field: the elements of a page, and what of them: a CSS selector as jsoup reads them, with
 * {@code @name} behind it for an attribute instead of the text, and {@code []} at the very end for all matches instead
 * of the first. Examples: {@code span.price}, {@code a[rel=next]@href}, {@code ul.tags > li[]}, {@code img@src[]}.
 *
 * <p>Immutable and thread-safe; equal where the sources are.
 */
public final class FieldSelector {

    /** Characters of one selector, with what follows it. */
    public static final int CHARS_MAX = 500;

    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z_][A-Za-z0-9_:.-]*");

    private final String source;
    private final Evaluator evaluator;
    private final @Nullable String attribute;
    private final boolean all;

    private FieldSelector(String source, Evaluator evaluator, @Nullable String attribute, boolean all) {
        this.source = source;
        this.evaluator = evaluator;
        this.attribute = attribute;
        this.all = all;
    }

    /**
     * Reads a selector.
     *
     * @throws IllegalArgumentException with the reason, fit for the client
     */
    public static FieldSelector parse(String source) {
        if (source.isBlank() || FieldReader.chars(source) > CHARS_MAX) {
            throw new IllegalArgumentException("must be a selector of 1 to " + CHARS_MAX + " characters");
        }
        String rest = source.strip();
        boolean all = rest.endsWith("[]");
        if (all) {
            rest = rest.substring(0, rest.length() - 2).strip();
        }
        int at = attributeSign(rest);
        String attribute = null;
        if (at >= 0) {
            Matcher name = ATTRIBUTE.matcher(rest).region(at + 1, rest.length());
            if (!name.matches()) {
                throw new IllegalArgumentException("must have the name of one attribute behind '@'");
            }
            attribute = name.group().toLowerCase(Locale.ROOT);
            rest = rest.substring(0, at).strip();
        }
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("must have a CSS selector before '@' or '[]'");
        }
        return new FieldSelector(source, SelectorRules.compile(rest), attribute, all);
    }

    /** Where the sign before an attribute's name is: the first outside brackets and quotes, where CSS has none. */
    private static int attributeSign(String selector) {
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < selector.length(); i++) {
            char c = selector.charAt(i);
            if (c == '\\') {
                i++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (depth > 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == '[' || c == '(') {
                depth++;
            } else if (c == ']' || c == ')') {
                depth--;
            } else if (c == '@' && depth <= 0) {
                return i;
            }
        }
        return -1;
    }

    /** What tests elements; holds what it found of a tree, for one thread, until it is used on another tree. */
    public Evaluator evaluator() {
        return evaluator;
    }

    /** The attribute whose value is asked for, in lower case; null for an element's text. */
    public @Nullable String attribute() {
        return attribute;
    }

    /** Whether all matches are asked for and not the first alone. */
    public boolean all() {
        return all;
    }

    /** The selector as it was given. */
    public String source() {
        return source;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldSelector that && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return source;
    }
}
