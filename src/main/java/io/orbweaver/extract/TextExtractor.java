package io.orbweaver.extract;

import io.orbweaver.extract.content.ExtractLimits;
import io.orbweaver.extract.content.PageContent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The main content as plain text; of plain text the text itself. */
final class TextExtractor implements Extractor {

    @Override
    public String name() {
        return "text";
    }

    @Override
    public @Nullable JsonNode extract(PageContent page) {
        String text;
        if (page.isMarkup()) {
            text = TextLines.of(page.main());
        } else if (page.page().isPlainText()) {
            text = page.source();
        } else {
            return null;
        }
        return PartJson.string(page.bounded(text, ExtractLimits.TEXT_CHARS_MAX));
    }
}
