package io.orbweaver.extract;

import io.orbweaver.extract.content.PageContent;
import io.orbweaver.parse.Srcset;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;

/** Attributes whose values are URLs, in present and former HTML: their values are made absolute. */
final class UrlAttributes {

    /** On whatever element they are. */
    private static final Set<String> ANYWHERE = Set.of(
            "href",
            "src",
            "action",
            "formaction",
            "cite",
            "poster",
            "longdesc",
            "background",
            "codebase",
            "lowsrc",
            "dynsrc",
            "usemap",
            "itemid",
            "xlink:href");

    /** On these elements only: elsewhere the names mean something else. */
    private static final Map<String, String> ON_ONE =
            Map.of("data", "object", "manifest", "html", "profile", "head", "icon", "menuitem");

    private static final Set<String> SETS = Set.of("srcset", "imagesrcset");

    private UrlAttributes() {}

    /** The value of an attribute, its URLs absolute; one that could not be crawled, as it is written. */
    static String shown(Element element, String attribute, PageContent page) {
        String written = element.attr(attribute);
        if (SETS.contains(attribute)) {
            return set(written, page);
        }
        if (attribute.equals("ping")) {
            return Arrays.stream(written.strip().split("\\s+"))
                    .map(url -> absolute(url, page))
                    .collect(Collectors.joining(" "));
        }
        boolean url = ANYWHERE.contains(attribute) || element.normalName().equals(ON_ONE.get(attribute));
        return url && !written.isBlank() ? absolute(written, page) : written;
    }

    private static String set(String written, PageContent page) {
        String set = Srcset.candidates(written).stream()
                .map(candidate -> candidate.descriptors().isEmpty()
                        ? absolute(candidate.url(), page)
                        : absolute(candidate.url(), page) + ' ' + String.join(" ", candidate.descriptors()))
                .collect(Collectors.joining(", "));
        return set.isEmpty() ? written : set;
    }

    private static String absolute(String written, PageContent page) {
        String url = page.absolute(written.strip());
        return url == null ? written : url;
    }
}
