package io.orbweaver.extract;

import io.orbweaver.extract.content.ExtractLimits;
import io.orbweaver.extract.content.PageContent;
import io.orbweaver.job.spec.FieldSelector;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Collector;
import org.jsoup.select.Evaluator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The results of the job's selectors, by name: the text of the first element that matches, whitespace collapsed, or the
 * attribute of the first that matches and has it, absolute where HTML says that it is a URL, and any behind
 * {@code abs:}; null if absent. Of all matches an array, which may be empty. Where time runs out, what was not found
 * yet is treated as absent, and so is what exceeds the budget.
 */
final class FieldsExtractor implements Extractor {

    /** Before an attribute's name: its value as an absolute URL. */
    private static final String ABSOLUTE = "abs:";

    private static final Element NO_PAGE = new Element("html");

    private final Map<String, FieldSelector> fields;
    private final InstantSource clock;

    FieldsExtractor(Map<String, FieldSelector> fields, InstantSource clock) {
        this.fields = new LinkedHashMap<>(fields);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "fields";
    }

    @Override
    public @Nullable JsonNode extract(PageContent page) {
        if (!page.isMarkup()) {
            return null;
        }
        Deadline deadline = Deadline.after(clock, ExtractLimits.MATCHING_MAX);
        ListBudget budget = new ListBudget(page);
        ObjectNode found = PartJson.object();
        fields.forEach((name, selector) -> {
            List<String> values = values(selector, page, deadline, budget);
            if (selector.all()) {
                ArrayNode all = found.putArray(name);
                values.forEach(all::add);
            } else {
                found.put(name, values.isEmpty() ? null : values.get(0));
            }
        });
        return found;
    }

    private static List<String> values(FieldSelector selector, PageContent page, Deadline deadline, ListBudget budget) {
        Evaluator evaluator = selector.evaluator();
        List<String> values = new ArrayList<>();
        Document document = page.document();
        try {
            for (Element element = next(document); element != null; element = next(element)) {
                if (deadline.hasPassed()) {
                    page.cut();
                    break;
                }
                String value = evaluator.matches(document, element) ? value(element, selector.attribute(), page) : null;
                if (value == null) {
                    continue;
                }
                if (values.size() == (selector.all() ? ExtractLimits.MATCHES_MAX : 1)) {
                    page.cut();
                    break;
                }
                String bounded = page.bounded(value, ExtractLimits.VALUE_CHARS_MAX);
                boolean fits = budget.takes(bounded);
                if (fits) {
                    values.add(bounded);
                }
                if (!fits || !selector.all()) {
                    break;
                }
            }
        } finally {
            // jsoup keeps what it found of the tree in thread-locals, and forgets it when another is searched
            Collector.findFirst(evaluator, NO_PAGE);
        }
        return values;
    }

    private static @Nullable String value(Element element, @Nullable String attribute, PageContent page) {
        if (attribute == null) {
            return element.text();
        }
        if (!attribute.startsWith(ABSOLUTE)) {
            return element.hasAttr(attribute) ? UrlAttributes.shown(element, attribute, page) : null;
        }
        String relative = attribute.substring(ABSOLUTE.length());
        return element.hasAttr(relative) ? page.absolute(element.attr(relative)) : null;
    }

    /** The next element in document order. */
    private static @Nullable Element next(Element element) {
        Element child = element.firstElementChild();
        if (child != null) {
            return child;
        }
        for (Element at = element; at != null; at = at.parent()) {
            Element sibling = at.nextElementSibling();
            if (sibling != null) {
                return sibling;
            }
        }
        return null;
    }
}
