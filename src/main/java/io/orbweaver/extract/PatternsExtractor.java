package io.orbweaver.extract;

import io.orbweaver.extract.content.ExtractLimits;
import io.orbweaver.extract.content.PageContent;
import io.orbweaver.job.spec.SourcePattern;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The number of occurrences of each pattern in a page's decoded source. Literals were counted while it arrived; regular
 * expressions are searched line by line, as grep does, in a piece of {@value ExtractLimits#LINE_CHARS_MAX} characters
 * after the other where a line is longer. Where time runs out the counts so far are kept.
 */
final class PatternsExtractor implements Extractor {

    /** Characters after which the clock is looked at. */
    private static final int CHARS_BETWEEN_LOOKS = 16 << 10;

    private final Map<String, @Nullable SourcePattern> patterns = new LinkedHashMap<>();
    private final InstantSource clock;

    PatternsExtractor(List<String> asked, InstantSource clock) {
        for (String pattern : asked) {
            patterns.put(pattern, SourcePattern.isOne(pattern) ? SourcePattern.compile(pattern) : null);
        }
        this.clock = clock;
    }

    @Override
    public String name() {
        return "patterns";
    }

    @Override
    public JsonNode extract(PageContent page) {
        Deadline deadline = Deadline.after(clock, ExtractLimits.MATCHING_MAX);
        ObjectNode counts = PartJson.object();
        patterns.forEach((asked, regular) -> counts.put(
                asked,
                regular == null
                        ? page.page().literalCounts().getOrDefault(asked, 0L)
                        : Long.valueOf(count(regular, page, deadline))));
        return counts;
    }

    private static long count(SourcePattern pattern, PageContent page, Deadline deadline) {
        String source = page.source();
        long count = 0;
        int looked = -CHARS_BETWEEN_LOOKS;
        int from = 0;
        while (from < source.length()) {
            if (from - looked >= CHARS_BETWEEN_LOOKS) {
                looked = from;
                if (deadline.hasPassed()) {
                    page.cut();
                    return count;
                }
            }
            int newline = source.indexOf('\n', from);
            int end = pieceEnd(source, from, newline < 0 ? source.length() : newline);
            count += pattern.countIn(source.substring(from, end));
            from = end == newline ? end + 1 : end;
        }
        return count;
    }

    private static int pieceEnd(String source, int from, int lineEnd) {
        if (lineEnd - from <= ExtractLimits.LINE_CHARS_MAX) {
            return lineEnd;
        }
        int end = from + ExtractLimits.LINE_CHARS_MAX;
        return Character.isHighSurrogate(source.charAt(end - 1)) ? end - 1 : end;
    }
}
