package io.orbweaver.job.field;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;

/**
 * The rules for CSS selectors that clients may send: those whose evaluation needs no more memory than a small multiple
 * of the page, and no more time on one element than a walk over the page. The whole walk is bounded by a clock.
 *
 * <p>The text is checked, wherever in it a construct occurs: a selector that only quotes one is refused, too, which is
 * rare and harmless, where a second parser that is not quite jsoup's would let one through.
 */
public final class SelectorRules {

    /** Combinators and negations of one selector: jsoup keeps a table of the page's elements for each. */
    private static final int STEPS_MAX = 12;

    /** A name behind a colon that is not escaped; one with escapes in it could be any. */
    private static final Pattern PSEUDO = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*:([A-Za-z0-9_\\\\-]*)");

    private static final String SIMPLE =
            "(?:[.#][\\w-]++|\\[[\\w-]++(?:[\\^$*!~]?+=(?:\"[^\"\\\\]*+\"|'[^'\\\\]*+'|[\\w./-]++))?+\\])";
    private static final String STEP =
            "\\s*+(?:>\\s*+)?+(?:(?:[a-zA-Z][\\w-]*+|\\*)" + SIMPLE + "*+|" + SIMPLE + "++)\\s*+";

    /** What is allowed in {@code :has()}, whose inside is evaluated anew, with tables anew, for each element. */
    private static final Pattern IN_HAS = Pattern.compile("\\(" + STEP + "(?:," + STEP + ")*+\\)");

    /** A quoted string, or a word among an attribute's (Selectors §6.1), whose value may be quoted, too. */
    private static final Pattern WORD = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+'"
            + "|\\[\\s*+(?<name>[\\w:-]++)\\s*+~=\\s*+"
            + "(?:\"(?<double>[^\"\\\\]*+)\"|'(?<single>[^'\\\\]*+)'|(?<bare>[\\w\\x{80}-\\x{10FFFF}-]++))\\s*+\\]");

    private SelectorRules() {}

    /**
     * Compiles a selector.
     *
     * @throws IllegalArgumentException with the reason, fit for the client
     */
    public static Evaluator compile(String css) {
        String words = withWords(css);
        if (css.contains("::")) {
            throw new IllegalArgumentException("may select elements only, and no '::' nodes");
        }
        var pseudo = PSEUDO.matcher(css);
        while (pseudo.find()) {
            checkPseudo(css, pseudo.group(1), pseudo.end());
        }
        if (steps(css) > STEPS_MAX) {
            throw new IllegalArgumentException("may have at most " + STEPS_MAX + " combinators, commas and negations");
        }
        try {
            return QueryParser.parse(words);
        } catch (IllegalStateException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("is no CSS selector" + reason(e), e);
        }
    }

    /**
     * The selector with CSS's {@code [attribute~=word]} as jsoup has it, where the sign is one of regular expressions;
     * none of a client's gets there.
     */
    private static String withWords(String css) {
        StringBuilder words = new StringBuilder();
        int from = 0;
        for (Matcher found = WORD.matcher(css); found.find(); from = found.end()) {
            checkNoOther(css.substring(from, found.start()));
            if (found.group("name") == null) {
                checkNoOther(found.group());
                words.append(css, from, found.end());
            } else {
                words.append(css, from, found.start())
                        .append('[')
                        .append(found.group("name"))
                        .append("~=")
                        .append(word(found))
                        .append(']');
            }
        }
        checkNoOther(css.substring(from));
        return words.append(css, from, css.length()).toString();
    }

    private static void checkNoOther(String css) {
        if (css.contains("~=")) {
            throw new IllegalArgumentException("may use '~=' only as [attribute~=word] or [attribute~=\"word\"]");
        }
    }

    /** Finds the word between white space; nothing if it is not one, as there is no such word. */
    private static String word(Matcher found) {
        String quoted = found.group("double") == null ? found.group("single") : found.group("double");
        String word = quoted == null ? found.group("bare") : quoted;
        if (word.isEmpty() || word.chars().anyMatch(Character::isWhitespace)) {
            return "\\b\\B";
        }
        StringBuilder literal = new StringBuilder("(?i)(?:^|\\s)");
        word.codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c)) {
                literal.appendCodePoint(c);
            } else {
                literal.append(String.format("\\x{%x}", c));
            }
        });
        return literal.append("(?:\\s|$)").toString();
    }

    private static void checkPseudo(String css, String name, int end) {
        if (name.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("may have no escape in the name of a pseudo-class");
        }
        if (name.startsWith("match")) {
            throw new IllegalArgumentException(
                    "may not use :" + name + "; regular expressions are counted by 're:' patterns");
        }
        if (name.equals("has") && !IN_HAS.matcher(css).region(end, css.length()).lookingAt()) {
            throw new IllegalArgumentException("may have in :has() only names, classes, ids and attributes of elements,"
                    + " with '>' before them or not");
        }
    }

    /** How many combinators, commas and negations there are outside quotes and square brackets. */
    private static int steps(String css) {
        String bare = css.replaceAll("\\\\.", "x")
                .replaceAll("\"[^\"]*\"|'[^']*'", "x")
                .replaceAll("\\[[^\\]]*\\]", "x")
                .replaceAll(":contains[A-Za-z]*\\([^)]*\\)", "x");
        int steps = bare.split(":not\\(|:is\\(", -1).length - 1;
        return steps + bare.strip().split("\\s*[>+~,]\\s*|\\s+", -1).length - 1;
    }

    private static String reason(RuntimeException e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? ""
                : ": " + (message.length() > 300 ? message.substring(0, 300) : message);
    }
}
