package io.orbweaver.export;

import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.job.spec.JobSpecJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The edges of a job's link graph that an event states: where the job takes links out of its pages, all links of a
 * page; else the one by which its URL was found first.
 */
final class PageLinks {

    private final boolean extracted;

    /** @param extracted whether the job takes links out of its pages */
    PageLinks(boolean extracted) {
        this.extracted = extracted;
    }

    /** The edges of a job. */
    static PageLinks of(JobSpec spec) {
        return new PageLinks(JobSpecJson.write(spec).at("/extract/links").asBoolean(false));
    }

    /**
     * An edge.
     *
     * @param from URL of a page
     * @param to URL that it links
     * @param text the link's own text, or null
     * @param rel its relations, or null
     * @param kind {@code link} or {@code discovered}
     */
    record Edge(
            String from,
            String to,
            @Nullable String text,
            @Nullable String rel,
            String kind) {}

    /** The edges of an outcome, in the order of the page. */
    List<Edge> of(JsonNode data) {
        String url = data.path("url").stringValue();
        if (!extracted) {
            String referrer = text(data.path("referrer"));
            return referrer == null ? List.of() : List.of(new Edge(referrer, url, null, null, "discovered"));
        }
        List<Edge> edges = new ArrayList<>();
        for (JsonNode link : data.path("extract").path("links")) {
            String to = text(link.path("url"));
            if (to != null) {
                edges.add(new Edge(url, to, text(link.path("text")), text(link.path("rel")), "link"));
            }
        }
        return edges;
    }

    /** A text, what is a list of them joined by spaces, or null. */
    private static @Nullable String text(JsonNode value) {
        if (value.isArray()) {
            List<String> words = new ArrayList<>();
            value.forEach(word -> words.add(word.asString("")));
            return words.isEmpty() ? null : String.join(" ", words);
        }
        return value.isString() ? value.stringValue() : null;
    }
}
