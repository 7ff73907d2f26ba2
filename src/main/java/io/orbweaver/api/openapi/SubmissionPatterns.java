package io.orbweaver.api.openapi;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Regular expressions of the API's document for languages that no regular expression can say whole: each is a part of
 * what a submission may hold, wide enough for what is usually asked, and every string of it is accepted.
 */
final class SubmissionPatterns {

    private static final String PORT =
            "(?::(?:[0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?";
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String IPV4 = OCTET + "(?:\\." + OCTET + "){3}";
    private static final String GROUP = "[0-9A-Fa-f]{1,4}";
    private static final String IPV6 = "\\[(?:" + GROUP + "(?::" + GROUP + "){7}|(?:" + GROUP + "(?::" + GROUP
            + "){0,2})?::(?:" + GROUP + "(?::" + GROUP + "){0,3})?)\\]";
    /** No two hyphens in a row, which begin a label of another alphabet; the last label is no number. */
    private static final String NAME = "(?:[A-Za-z0-9_]{1,30}(?:-[A-Za-z0-9_]{1,30})?\\.){0,7}"
            + "[A-Za-z][A-Za-z0-9]{0,30}(?:-[A-Za-z0-9]{1,30})?";

    private static final String SERVER = "^https?://(?:" + NAME + "|" + IPV4 + "|" + IPV6 + ")" + PORT;

    /** URLs of characters that are not escaped. */
    static final String PLAIN_URL = SERVER + "(?:[/?#][A-Za-z0-9._~:/?#@!$&()*+,;=%-]*)?$";

    static final int PLAIN_URL_MAX = 8_000;

    /** URLs of any characters but white space and control characters; each may be escaped as twelve. */
    static final String ANY_URL = SERVER + "(?:[/?#][^\\x00-\\x20\\x7f-\\xa0\\u2028\\u2029\\u3000\\ufeff]*)?$";

    static final int ANY_URL_MAX = 600;

    private static final String WORD = "[A-Za-z][A-Za-z0-9_-]*";
    private static final String TEXT = "[A-Za-z0-9_./:-]";
    private static final String SIMPLE = "(?:[.#]" + WORD + "|\\[" + WORD + "(?:[*^$~]?=(?:" + WORD + "|\"" + TEXT
            + "(?:[ ]?" + TEXT
            + ")*\"))?\\]|:(?:first|last|only)-(?:child|of-type)|:nth-(?:child|of-type)\\([1-9][0-9]?\\)"
            + "|:(?:not|has|is)\\([.#]?" + WORD + "\\)|:contains\\(" + WORD + "(?: " + WORD + ")*\\))";
    private static final String ELEMENT = "(?:(?:" + WORD + "|\\*)" + SIMPLE + "{0,2}|" + SIMPLE + "{1,2})";

    /** A CSS selector of elements, with what may follow it. */
    static final String SELECTOR =
            "^" + ELEMENT + "(?:(?: ?[>+~] ?|, ?| )" + ELEMENT + "){0,3}(?:@[A-Za-z_][A-Za-z0-9_:.-]*)?(?:\\[\\])?$";

    /** What does not begin with {@code re:}. */
    static final String LITERAL = "^(?:[^r]|r[^e]|re[^:]|re?$)";

    private static final String CHARACTER = "(?:[A-Za-z0-9 _,;:'\"<>=/&%#@!~-]|[.]|\\\\[.dDwWsS$^*+?(){}|\\[\\]\\\\/-]"
            + "|\\[\\^?(?:A-Z|a-z|0-9|[A-Za-z0-9_ .,;:@/])+\\])";

    /** A regular expression: no groups within groups, and nothing counted more than nine times. */
    static final String REGULAR = "^re:\\^?(?:" + CHARACTER + "(?:[*+?]\\??|\\{[1-9]\\})?|\\((?:\\?:)?(?:" + CHARACTER
            + "[*+?]?|\\|)*\\)[*+?]?|\\||\\\\[bB])+\\$?$";

    private SubmissionPatterns() {}

    /** URLs of files below a folder, whose path is escaped as URLs are. */
    static String filesBelow(String folder) {
        String path = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
        return "^file://"
                + Pattern.compile("[.$()*+?\\[\\]|^{}\\\\]").matcher(path).replaceAll("\\\\$0")
                + "(?:/[A-Za-z0-9_-][A-Za-z0-9._~-]*)*/?$";
    }

    /** A word in whatever case; without flags, which not every dialect has. */
    static String anyCase(String word) {
        StringBuilder pattern = new StringBuilder();
        for (char c : word.toLowerCase(Locale.ROOT).toCharArray()) {
            pattern.append(c == '-' ? "-" : "[" + Character.toUpperCase(c) + c + "]");
        }
        return pattern.toString();
    }
}
