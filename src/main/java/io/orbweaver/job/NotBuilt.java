package io.orbweaver.job;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Fields of the API whose feature is not built: the value that asks for nothing is accepted, any other is refused and
 * never ignored.
 */
final class NotBuilt {

    /** The fields of {@code extract}. */
    static final Set<String> EXTRACT = Set.of("text", "markdown", "links", "fields", "patterns");

    private NotBuilt() {}

    static void check(FieldReader in) {
        FieldReader extract = in.object("extract", EXTRACT);
        if (extract == null) {
            return;
        }
        for (String name : EXTRACT) {
            JsonNode asked = extract.node(name);
            if (!name.equals("patterns") && asked != null && !asksNothing(asked)) {
                in.problem("/extract/" + name, "is not supported yet");
            }
        }
    }

    private static boolean asksNothing(JsonNode value) {
        return value.isBoolean() && !value.booleanValue() || value.isContainer() && value.isEmpty();
    }
}
