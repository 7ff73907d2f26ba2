package io.orbweaver.extract;

import io.orbweaver.extract.content.HeldPage;
import io.orbweaver.extract.content.PageContent;
import io.orbweaver.job.spec.Extraction;
import io.orbweaver.job.spec.SourcePattern;
import io.orbweaver.outcome.Extracted;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The entry point of this package for the pipeline: extracts from pages what a job asks for.
 *
 * <p>Made once for a job, as patterns and selectors are compiled; immutable, for any number of threads.
 */
public final class PageExtractor {

    private static final Logger LOG = LoggerFactory.getLogger(PageExtractor.class);

    private final Extraction asked;
    private final List<Extractor> extractors;

    /** Extractors that failed once and were logged. */
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    /**
     * An extractor of what is asked.
     *
     * @param clock bounds the time of selectors and regular expressions
     */
    public PageExtractor(Extraction asked, InstantSource clock) {
        this(asked, extractors(asked, clock));
    }

    PageExtractor(List<Extractor> extractors) {
        this(Extraction.NONE, extractors);
    }

    private PageExtractor(Extraction asked, List<Extractor> extractors) {
        this.asked = asked;
        this.extractors = List.copyOf(extractors);
    }

    /** What serves a job, in the order in which results show it. */
    private static List<Extractor> extractors(Extraction asked, InstantSource clock) {
        List<Extractor> needed = new ArrayList<>();
        if (asked.metadata()) {
            needed.add(new MetadataExtractor());
        }
        if (asked.text()) {
            needed.add(new TextExtractor());
        }
        if (asked.markdown()) {
            needed.add(new MarkdownExtractor());
        }
        if (asked.links()) {
            needed.add(new LinksExtractor());
        }
        if (!asked.fields().isEmpty()) {
            needed.add(new FieldsExtractor(asked.fields(), clock));
        }
        if (!asked.patterns().isEmpty()) {
            needed.add(new PatternsExtractor(asked.patterns(), clock));
        }
        return needed;
    }

    /** Whether what is asked needs a page's body held; literals alone are counted while it arrives. */
    public static boolean needsBody(Extraction asked) {
        return asked.metadata()
                || asked.text()
                || asked.markdown()
                || asked.links()
                || !asked.fields().isEmpty()
                || asked.patterns().stream().anyMatch(SourcePattern::isOne);
    }

    /**
     * What a page yields. Takes milliseconds of a CPU, seconds for the worst of pages; never throws for any page: a
     * part whose extractor fails is left out and marked as truncated. So is one that runs out of heap: what it
     * allocated is garbage by then, and a visit must end.
     */
    public Extracted extract(HeldPage page) {
        PageContent content = new PageContent(page);
        Map<String, String> parts = new LinkedHashMap<>();
        for (Extractor extractor : extractors) {
            try {
                JsonNode value = extractor.extract(content);
                if (value != null) {
                    parts.put(extractor.name(), PartJson.encode(value));
                }
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                content.cut();
                logFailure(extractor, page, e);
            }
        }
        dropLargest(parts, content, page.partsBytesMax());
        String reason = UnavailableReason.reason(asked, content);
        if (reason != null) {
            parts.put(UnavailableReason.NAME, reason);
        }
        return new Extracted(parts, content.isTruncated());
    }

    /** Once for each extractor: a crawl of broken pages would fill the disk. */
    private void logFailure(Extractor extractor, HeldPage page, Throwable failure) {
        if (failed.add(extractor.name())) {
            LOG.error(
                    "internal error: extracting '{}' failed at {}; not logged again for this job",
                    extractor.name(),
                    page.url(),
                    failure);
        }
    }

    private static void dropLargest(Map<String, String> parts, PageContent content, int bytesMax) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        parts.forEach((name, part) -> sizes.put(name, PartJson.utf8Length(part)));
        while (sizes.values().stream().mapToLong(Long::longValue).sum() > bytesMax) {
            String largest = sizes.entrySet().stream()
                    .max(Comparator.comparingLong(Map.Entry::getValue))
                    .map(Map.Entry::getKey)
                    .orElseThrow();
            sizes.remove(largest);
            parts.remove(largest);
            content.cut();
        }
    }
}
