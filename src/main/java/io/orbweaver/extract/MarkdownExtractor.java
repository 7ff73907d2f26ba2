package io.orbweaver.extract;

import io.orbweaver.extract.content.ExtractLimits;
import io.orbweaver.extract.content.PageContent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The main content as Markdown, by {@link MarkdownWriter}; of Markdown the text itself. */
final class MarkdownExtractor implements Extractor {

    @Override
    public String name() {
        return "markdown";
    }

    @Override
    public @Nullable JsonNode extract(PageContent page) {
        String markdown;
        if (page.isMarkup()) {
            markdown = MarkdownWriter.of(page.main());
        } else if (page.page().isMarkdown()) {
            markdown = page.source();
        } else {
            return null;
        }
        return PartJson.string(page.bounded(markdown, ExtractLimits.TEXT_CHARS_MAX));
    }
}
