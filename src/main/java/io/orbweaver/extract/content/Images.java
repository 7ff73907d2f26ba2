package io.orbweaver.extract.content;

import io.orbweaver.parse.Srcset;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jspecify.annotations.Nullable;

/** The URL of the image of an {@code img} element, also where scripts would set it later. */
final class Images {

    private static final Evaluator IMAGE = QueryParser.parse("img");
    private static final Evaluator SOURCE = QueryParser.parse("> source");

    /** Where widely used scripts find what they put into {@code src}; before it, which then is a placeholder. */
    private static final List<String> LAZY = List.of("data-src", "data-lazy-src", "data-original");

    private static final List<String> SETS = List.of("srcset", "data-srcset", "data-lazy-srcset");

    private Images() {}

    /** The reference to it as written; null if it refers to no file. */
    static @Nullable String source(Element image) {
        for (String name : LAZY) {
            String lazy = image.attr(name).strip();
            if (isReference(lazy) && lazy.indexOf(' ') < 0 && lazy.indexOf('{') < 0) {
                return lazy;
            }
        }
        if (isReference(image.attr("src"))) {
            return image.attr("src");
        }
        String largest = largest(image);
        Element picture = image.parent();
        if (largest == null && picture != null && picture.normalName().equals("picture")) {
            Element source = picture.selectFirst(SOURCE);
            largest = source == null ? null : largest(source);
        }
        return largest;
    }

    private static boolean isReference(String source) {
        return !source.isBlank() && !source.stripLeading().regionMatches(true, 0, "data:", 0, 5);
    }

    private static @Nullable String largest(Element element) {
        for (String name : SETS) {
            String url = element.hasAttr(name) ? Srcset.largest(element.attr(name)) : null;
            if (url != null && isReference(url)) {
                return url;
            }
        }
        return null;
    }

    /** Whether an element shows only images to browsers without scripts, and nothing to their users. */
    static boolean isFallback(Element element) {
        return element.normalName().equals("noscript")
                && !element.hasText()
                && !in(element).isEmpty();
    }

    /** The images in such an element that are meant to be seen, and are not used for tracking. */
    static List<Element> in(Element noscript) {
        Elements images = noscript.select(IMAGE);
        images.removeIf(image -> isDot(image.attr("width")) || isDot(image.attr("height")));
        return images;
    }

    private static boolean isDot(String length) {
        return length.strip().matches("[01](?:px)?");
    }
}
