package io.orbweaver.extract;

import com.vladsch.flexmark.html2md.converter.FlexmarkHtmlConverter;
import com.vladsch.flexmark.util.data.MutableDataSet;
import com.vladsch.flexmark.util.format.TableFormatOptions;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
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
                    .set(FlexmarkHtmlConverter.SKIP_CHAR_ESCAPE, true)
                    .set(FlexmarkHtmlConverter.SKIP_ATTRIBUTES, true)
                    .set(FlexmarkHtmlConverter.OUTPUT_ATTRIBUTES_ID, false)
                    .set(FlexmarkHtmlConverter.BR_AS_EXTRA_BLANK_LINES, false)
                    .set(FlexmarkHtmlConverter.UNORDERED_LIST_DELIMITER, '-')
                    .set(FlexmarkHtmlConverter.LIST_CONTENT_INDENT, true)
                    // padded cells would make a table as wide in every row as in its widest
                    .set(TableFormatOptions.FORMAT_TABLE_ADJUST_COLUMN_WIDTH, false)
                    .set(FlexmarkHtmlConverter.MAX_BLANK_LINES, 1)
                    .set(FlexmarkHtmlConverter.THEMATIC_BREAK, "---"))
            .htmlNodeRendererFactory(options -> new MarkdownInlines())
            .build();

    private static final Pattern LONE_MARK = Pattern.compile("-|[0-9]+\\.");

    @Override
    public String name() {
        return "markdown";
    }

    @Override
    public @Nullable JsonNode extract(PageContent page) {
        String markdown;
        if (page.isMarkup()) {
            markdown = tidied(page.main().sections().stream()
                    .map(MarkdownExtractor::converted)
                    .collect(Collectors.joining("\n\n")));
        } else if (page.page().isMarkdown()) {
            markdown = page.source();
        } else {
            return null;
        }
        return PartJson.string(page.bounded(markdown, ExtractLimits.TEXT_CHARS_MAX));
    }

    private static String converted(Element section) {
        Document document = Document.createShell("");
        document.body().appendChild(MarkdownEscapes.escaped(section));
        return CONVERTER.convert(document.body());
    }

    /**
     * Without the comments that flexmark puts between two lists, and with an empty line before a quote, without which
     * some readers take it for a part of the paragraph. None is between an item's mark and what it holds, for there the
     * item would end (CommonMark §5.2). Fenced code is left as it is.
     */
    private static String tidied(String markdown) {
        StringBuilder tidied = new StringBuilder(markdown.length() + 100);
        String fence = "";
        String last = "";
        for (String line : markdown.split("\n", -1)) {
            String bare = line.strip();
            if (!fence.isEmpty()) {
                fence = bare.equals(fence) ? "" : fence;
            } else if (bare.startsWith("```")) {
                fence = bare.substring(
                        0, bare.length() - bare.replaceFirst("^`+", "").length());
            } else if (bare.equals("<!-- -->")) {
                continue;
            } else if (bare.isEmpty() && LONE_MARK.matcher(last).matches()) {
                continue;
            } else if (bare.startsWith("> ")
                    && !last.isEmpty()
                    && !last.startsWith(">")
                    && !LONE_MARK.matcher(last).matches()) {
                tidied.append('\n');
            }
            if (!fence.isEmpty() || !bare.isEmpty() || !last.isEmpty()) {
                boolean hardBreak = fence.isEmpty() && line.endsWith("  ") && !bare.isEmpty();
                tidied.append(hardBreak ? line.stripTrailing() + "  " : line).append('\n');
            }
            last = bare;
        }
        return tidied.toString().strip();
    }
}
