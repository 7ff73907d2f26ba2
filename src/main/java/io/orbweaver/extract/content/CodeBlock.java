package io.orbweaver.extract.content;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jspecify.annotations.Nullable;

/**
 * Preformatted text.
 *
 * @param text its lines, without a line break at its ends
 * @param language the programming language as the page says; null where it says none
 */
record CodeBlock(String text, @Nullable String language) {

    private static final Evaluator CODE = QueryParser.parse("> code");

    /** How classes of several tools begin that name a language, of HTML §4.5.15, Sphinx, Rouge and GitHub. */
    private static final Pattern LANGUAGE =
            Pattern.compile("(?:^|\\s)(?:language-|lang-|highlight-source-|highlight-|brush:\\s*+)([\\w+#.-]{1,30})");

    private static final Set<String> NO_LANGUAGE =
            Set.of("default", "none", "text", "plaintext", "plain", "txt", "notranslate");

    private static final Map<String, String> USUAL_NAMES =
            Map.of("python3", "python", "ipython3", "python", "ipython", "python", "shell-session", "console");

    private static final Evaluator NO_CODE =
            QueryParser.parse(".linenos, .lineno, .line-number, .linenumber, .ln, button, .copybtn, .copy-button");

    static CodeBlock of(Element pre) {
        Element shown = pre;
        if (pre.childrenSize() > 0 && pre.selectFirst(NO_CODE) != null) {
            shown = pre.clone();
            shown.select(NO_CODE).remove();
        }
        String text = shown.wholeText().replace("\r\n", "\n").replace('\r', '\n');
        return new CodeBlock(trimmed(text), language(pre));
    }

    private static String trimmed(String text) {
        int from = 0;
        for (int i = 0; i < text.length() && Character.isWhitespace(text.charAt(i)); i++) {
            from = text.charAt(i) == '\n' ? i + 1 : from;
        }
        return text.substring(from).stripTrailing();
    }

    private static @Nullable String language(Element pre) {
        String inside = named(pre.selectFirst(CODE));
        if (inside != null) {
            return inside;
        }
        Element at = pre;
        for (int level = 0; level < 4 && at != null; level++) {
            String named = named(at);
            if (named != null) {
                return named;
            }
            at = at.parent();
        }
        return null;
    }

    private static @Nullable String named(@Nullable Element element) {
        if (element == null || element.className().length() > 1_000) {
            return null;
        }
        String language = element.attr("data-lang");
        if (!language.matches("[\\w+#.-]{1,30}")) {
            Matcher matcher = LANGUAGE.matcher(element.className());
            if (!matcher.find()) {
                return null;
            }
            language = matcher.group(1);
        }
        String lower = language.toLowerCase(Locale.ROOT);
        return NO_LANGUAGE.contains(lower) ? null : USUAL_NAMES.getOrDefault(lower, lower);
    }
}
