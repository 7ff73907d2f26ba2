package io.orbweaver.extract;

import com.vladsch.flexmark.html2md.converter.ExtensionConversion;
import com.vladsch.flexmark.html2md.converter.FlexmarkHtmlConverter;
import com.vladsch.flexmark.util.data.MutableDataSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The main content as Markdown (CommonMark with the tables and strikethrough of GitHub); of Markdown the text itself.
 * Written by flexmark from a {@link ContentTree}, so that it meets only elements that it writes well.
 */
final class MarkdownExtractor implements Extractor {

    /** Thread-safe: each conversion has a state of its own. */
    private static final FlexmarkHtmlConverter CONVERTER = FlexmarkHtmlConverter.builder(new MutableDataSet()
                    .set(FlexmarkHtmlConverter.SETEXT_HEADINGS, false)
                    .set(FlexmarkHtmlConverter.TYPOGRAPHIC_QUOTES, false)
                    .set(FlexmarkHtmlConverter.TYPOGRAPHIC_SMARTS, false)
                    .set(FlexmarkHtmlConverter.SKIP_ATTRIBUTES, true)
                    .set(FlexmarkHtmlConverter.OUTPUT_ATTRIBUTES_ID, false)
                    .set(FlexmarkHtmlConverter.BR_AS_EXTRA_BLANK_LINES, false)
                    .set(FlexmarkHtmlConverter.UNORDERED_LIST_DELIMITER, '-')
                    .set(FlexmarkHtmlConverter.LIST_CONTENT_INDENT, true)
                    .set(FlexmarkHtmlConverter.MAX_BLANK_LINES, 1)
                    .set(FlexmarkHtmlConverter.THEMATIC_BREAK, "---")
                    .set(FlexmarkHtmlConverter.EXT_INLINE_SUP, ExtensionConversion.HTML)
                    .set(FlexmarkHtmlConverter.EXT_INLINE_SUB, ExtensionConversion.HTML))
            .build();

    @Override
    public String name() {
        return "markdown";
    }

    @Override
    public @Nullable JsonNode extract(PageContent page) {
        String markdown;
        if (page.isMarkup()) {
            markdown = CONVERTER.convert(page.main().body()).strip();
        } else if (page.page().isMarkdown()) {
            markdown = page.source();
        } else {
            return null;
        }
        return PartJson.string(page.bounded(markdown, ExtractLimits.TEXT_CHARS_MAX));
    }
}
