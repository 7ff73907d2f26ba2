package io.orbweaver.parse;

import java.util.Locale;

/**
 * A page's directives for robots, by {@code meta name=robots} or the {@code X-Robots-Tag} header.
 *
 * <p>Neither is in a standard; this follows the field's common ground: names are ASCII case-insensitive and separated
 * by commas, {@code none} means both, unknown ones are ignored, and of several statements the stricter holds.
 *
 * @param noindex the page is not to be reported as a result
 * @param nofollow its links are not to be followed
 */
public record PageDirectives(boolean noindex, boolean nofollow) {

    /** Nothing is asked. */
    public static final PageDirectives NONE = new PageDirectives(false, false);

    /** Reads the {@code content} of a meta element, {@code "noindex, nofollow"}. Never fails. */
    public static PageDirectives ofContent(String content) {
        boolean noindex = false;
        boolean nofollow = false;
        int from = 0;
        while (from <= content.length()) {
            int comma = content.indexOf(',', from);
            int to = comma < 0 ? content.length() : comma;
            String name = content.substring(from, to).strip().toLowerCase(Locale.ROOT);
            noindex |= name.equals("noindex") || name.equals("none");
            nofollow |= name.equals("nofollow") || name.equals("none");
            from = to + 1;
        }
        return noindex || nofollow ? new PageDirectives(noindex, nofollow) : NONE;
    }

    /**
     * Reads one {@code X-Robots-Tag} field value, {@code "noindex"} or {@code "otherbot: noindex, nofollow"}. A part
     * that names a product token holds up to the next one; directives for other robots are ignored.
     *
     * @param value the field's value; call once for each field line
     * @param productToken this crawler's name, ASCII case-insensitive
     */
    public static PageDirectives ofHeader(String value, String productToken) {
        PageDirectives sum = NONE;
        boolean toUs = true;
        for (String part : value.split(",", -1)) {
            String directive = part;
            int colon = part.indexOf(':');
            if (colon >= 0 && !hasValue(part.substring(0, colon).strip())) {
                toUs = part.substring(0, colon).strip().equalsIgnoreCase(productToken);
                directive = part.substring(colon + 1);
            }
            if (toUs) {
                sum = sum.plus(ofContent(directive));
            }
        }
        return sum;
    }

    /** Directives such as {@code max-snippet: 20} have a colon of their own. */
    private static boolean hasValue(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("max-") || lower.equals("unavailable_after") || name.indexOf(' ') >= 0;
    }

    /** Both statements together: the stricter holds. */
    public PageDirectives plus(PageDirectives other) {
        return new PageDirectives(noindex || other.noindex, nofollow || other.nofollow);
    }
}
