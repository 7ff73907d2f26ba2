package io.orbweaver.job.spec;

import io.orbweaver.job.field.FieldReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The reader of a submission's field {@code extract}, which records what is wrong with it. */
final class ExtractionReader {

    /** The fields of {@code extract}. */
    static final Set<String> FIELDS = Set.of("metadata", "text", "markdown", "links", "fields", "patterns");

    private final FieldReader in;

    private ExtractionReader(FieldReader in) {
        this.in = in;
    }

    /** The extraction that a submission asks for; metadata are added to anything else unless it excludes them. */
    static Extraction read(FieldReader submission) {
        FieldReader in = submission.object("extract", FIELDS);
        return in == null ? Extraction.NONE : new ExtractionReader(in).read();
    }

    private Extraction read() {
        boolean text = in.flag("text", false);
        boolean markdown = in.flag("markdown", false);
        boolean links = in.flag("links", false);
        Map<String, FieldSelector> fields = fields();
        List<String> patterns = patterns();
        boolean asked = text || markdown || links || !fields.isEmpty() || !patterns.isEmpty();
        return new Extraction(in.flag("metadata", asked), text, markdown, links, fields, patterns);
    }

    private Map<String, FieldSelector> fields() {
        Map<String, FieldSelector> fields = new LinkedHashMap<>();
        in.strings("fields", Extraction.FIELDS_MAX, Extraction.FIELD_NAME_CHARS_MAX, FieldSelector.CHARS_MAX)
                .forEach((name, selector) -> {
                    try {
                        fields.put(name, FieldSelector.parse(selector));
                    } catch (IllegalArgumentException e) {
                        in.problem(FieldReader.pointer("/extract/fields", name), String.valueOf(e.getMessage()));
                    }
                });
        return fields;
    }

    private List<String> patterns() {
        List<String> patterns = in.stringList("patterns", Extraction.PATTERNS_MAX);
        for (int i = 0; i < patterns.size(); i++) {
            String pattern = patterns.get(i);
            String at = "/extract/patterns/" + i;
            if (pattern.isEmpty() || FieldReader.chars(pattern) > Extraction.PATTERN_CHARS_MAX) {
                in.problem(at, "must be a string of 1 to " + Extraction.PATTERN_CHARS_MAX + " characters");
            } else if (patterns.indexOf(pattern) < i) {
                in.problem(at, "is there twice");
            } else if (SourcePattern.isOne(pattern)) {
                checkRegular(pattern, at);
            }
        }
        return patterns;
    }

    private void checkRegular(String pattern, String at) {
        try {
            SourcePattern.compile(pattern);
        } catch (IllegalArgumentException e) {
            in.problem(at, String.valueOf(e.getMessage()));
        }
    }
}
