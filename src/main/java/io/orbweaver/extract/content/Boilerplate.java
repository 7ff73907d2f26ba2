package io.orbweaver.extract.content;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;

/**
 * The elements that are not content, wherever they are: what is not shown, controls, and what surrounds the content of
 * every page of a site, by the element's own meaning (HTML §4.3), its ARIA role, or a class or id that is widely used
 * for it.
 */
public final class Boilerplate {

    private static final Evaluator CONTENT = QueryParser.parse("p, pre, table, article, main, h1, h2");
    private static final Evaluator MAIN = QueryParser.parse("main, [role=main], article");
    private static final Evaluator IMAGE = QueryParser.parse("img");

    private static final Set<String> NEVER_CONTENT = Set.of(
            "head",
            "script",
            "style",
            "noscript",
            "template",
            "iframe",
            "frame",
            "frameset",
            "object",
            "embed",
            "applet",
            "svg",
            "canvas",
            "audio",
            "video",
            "map",
            "button",
            "input",
            "select",
            "textarea",
            "dialog",
            "nav",
            "footer",
            "menu",
            "link",
            "meta",
            "base",
            "title",
            "datalist",
            "progress",
            "meter",
            "search");

    private static final Set<String> ROLES = Set.of(
            "navigation",
            "banner",
            "contentinfo",
            "search",
            "complementary",
            "menu",
            "menubar",
            "dialog",
            "alertdialog",
            "toolbar");

    private static final Set<String> NAMES = Set.of(
            "sidebar",
            "side-bar",
            "sphinxsidebar",
            "breadcrumb",
            "breadcrumbs",
            "navbar",
            "nav",
            "navigation",
            "topnav",
            "subnav",
            "subnavrow",
            "navheader",
            "navfooter",
            "navlinks",
            "menu",
            "pagination",
            "pager",
            "share",
            "sharing",
            "share-buttons",
            "social",
            "social-share",
            "cookie-banner",
            "cookie-consent",
            "cookie-notice",
            "comments",
            "comment-list",
            "comment-form",
            "respond",
            "related",
            "related-posts",
            "relations",
            "newsletter",
            "ad",
            "ads",
            "advert",
            "advertisement",
            "promo",
            "skip-link",
            "skip-nav",
            "skiplink",
            "headerlink",
            "mw-editsection",
            "mw-jump-link",
            "navbox",
            "noprint",
            "catlinks",
            "printfooter",
            "siteSub",
            "sr-only",
            "visually-hidden",
            "visuallyhidden",
            "screen-reader-text",
            "copybtn",
            "linenos",
            "lineno",
            "linenodiv",
            "gutter",
            "line-numbers-rows",
            "footer",
            "site-footer",
            "site-header",
            "masthead",
            "toc-backref-only");

    /** Asides that belong to the content around them. */
    private static final Set<String> KEPT_ASIDES = Set.of(
            "footnote",
            "footnote-list",
            "footnotes",
            "topic",
            "admonition",
            "note",
            "warning",
            "tip",
            "important",
            "caution",
            "callout",
            "sidebar-note",
            "pullquote",
            "citation");

    private static final Set<String> PERMALINK_SIGNS = Set.of("", "\u00B6", "#", "\u00A7", "\uD83D\uDD17", "\u2693");

    /** Characters of a class attribute that is looked at. */
    static final int CLASSES_CHARS_MAX = 1_000;

    private Boilerplate() {}

    static boolean is(Element element) {
        String tag = element.normalName();
        if (NEVER_CONTENT.contains(tag) || isHidden(element)) {
            return true;
        }
        return switch (tag) {
            case "html", "body", "main", "article" -> false;
            case "aside" -> !hasName(element, KEPT_ASIDES);
            case "header" -> ROLES.contains(role(element)) || !isInside(element);
            case "form" -> element.selectFirst(CONTENT) == null;
            case "a" -> isPermalink(element) || isSkipLink(element) || hasName(element, NAMES);
            default -> ROLES.contains(role(element)) || hasName(element, NAMES) && !holdsMain(element);
        };
    }

    /** Whether it says that it is not shown. */
    static boolean isHidden(Element element) {
        if (element.attributesSize() == 0) {
            return false;
        }
        if (element.hasAttr("hidden") || element.attr("aria-hidden").equals("true")) {
            return true;
        }
        String style = element.attr("style");
        if (style.isEmpty() || style.length() > 1_000) {
            return false;
        }
        String bare = style.replace(" ", "").toLowerCase(Locale.ROOT);
        return bare.contains("display:none") || bare.contains("visibility:hidden");
    }

    private static String role(Element element) {
        return element.attributesSize() == 0 ? "" : element.attr("role").strip();
    }

    /** Whether one of its classes, or its id, is among some. */
    static boolean hasName(Element element, Set<String> names) {
        if (element.attributesSize() == 0) {
            return false;
        }
        String classes = element.attr("class");
        return !classes.isEmpty() && classes.length() <= CLASSES_CHARS_MAX && hasWord(classes, names)
                || names.contains(element.id());
    }

    private static boolean hasWord(String words, Set<String> known) {
        int from = 0;
        for (int i = 0; i <= words.length(); i++) {
            if (i == words.length() || words.charAt(i) <= ' ') {
                if (i > from && known.contains(words.substring(from, i))) {
                    return true;
                }
                from = i + 1;
            }
        }
        return false;
    }

    /** Whether a word is among those of a list that white space separates, ASCII case aside. */
    public static boolean hasToken(String list, String token) {
        for (String word : list.split("\\s+")) {
            if (word.equalsIgnoreCase(token)) {
                return true;
            }
        }
        return false;
    }

    /** Whether its tag alone says that it is no content. */
    static boolean isNeverContent(Element element) {
        return NEVER_CONTENT.contains(element.normalName());
    }

    private static boolean holdsMain(Element element) {
        return element.selectFirst(MAIN) != null || holdsHeadedText(element);
    }

    /** Whether it holds what {@code h1 ~ p} selects, for which jsoup looks at all siblings of each paragraph. */
    private static boolean holdsHeadedText(Element element) {
        Set<Element> headed = Collections.newSetFromMap(new IdentityHashMap<>());
        Iterator<Element> inside = element.stream().skip(1).iterator();
        while (inside.hasNext()) {
            Element next = inside.next();
            if (next.normalName().equals("h1")) {
                headed.add(next.parent());
            } else if (next.normalName().equals("p") && headed.contains(next.parent())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a header heads a part of the content, and not the site's page. */
    private static boolean isInside(Element header) {
        for (Element outer = header.parent(); outer != null; outer = outer.parent()) {
            String tag = outer.normalName();
            if (tag.equals("article")
                    || tag.equals("main")
                    || tag.equals("section")
                    || role(outer).equals("main")) {
                return true;
            }
        }
        return false;
    }

    /** A heading's link to itself. */
    static boolean isPermalink(Element link) {
        return link.attr("href").startsWith("#")
                && link.selectFirst(IMAGE) == null
                && (PERMALINK_SIGNS.contains(link.text().strip()) || link.hasClass("headerlink"));
    }

    private static boolean isSkipLink(Element link) {
        if (!link.attr("href").startsWith("#")) {
            return false;
        }
        String text = link.text();
        return text.length() < 50
                && (text.regionMatches(true, 0, "skip to ", 0, 8)
                        || text.regionMatches(true, 0, "skip navigation", 0, 15)
                        || text.regionMatches(true, 0, "jump to ", 0, 8));
    }
}
