package io.orbweaver.job;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Fields of the API whose feature is not built: the value that asks for nothing is accepted, any other is refused and
 * never ignored.
 */
final class NotBuilt {

    private static final Set<String> EXTRACT = Set.of("text", "markdown", "links", "fields", "patterns");

    private NotBuilt() {}

    static void check(FieldReader in) {
        SitemapUse sitemaps = in.oneOf("sitemaps", SitemapUse.values(), SitemapUse::wireName, SitemapUse.IGNORE);
        if (sitemaps != SitemapUse.IGNORE) {
            in.problem("/sitemaps", "'" + sitemaps.wireName() + "' is not supported yet; use 'ignore'");
        }
        if (in.flag("keepBodies", false)) {
            in.problem("/keepBodies", "true is not supported yet");
        }
        JsonNode extract = in.node("extract");
        if (extract == null) {
            return;
        }
        FieldReader fields = FieldReader.nested(in, extract, "/extract", EXTRACT);
        for (String name : EXTRACT) {
            JsonNode asked = fields.node(name);
            if (asked != null && !asksNothing(asked)) {
                in.problem("/extract/" + name, "is not supported yet");
            }
        }
    }

    private static boolean asksNothing(JsonNode value) {
        return value.isBoolean() && !value.booleanValue() || value.isContainer() && value.isEmpty();
    }
}
