package io.orbweaver.extract;

import com.vladsch.flexmark.html2md.converter.HtmlMarkdownWriter;
import com.vladsch.flexmark.html2md.converter.HtmlNodeConverterContext;
import com.vladsch.flexmark.html2md.converter.HtmlNodeRenderer;
import com.vladsch.flexmark.html2md.converter.HtmlNodeRendererHandler;
import java.util.Set;
import org.jsoup.nodes.Element;

/**
 * Emphasis without the space that flexmark puts behind it, before a comma too; code with backticks at its ends; and
 * images that stay images, where flexmark makes shortcuts of those that look like emoji.
 */
final class MarkdownInlines implements HtmlNodeRenderer {

    @Override
    public Set<HtmlNodeRendererHandler<?>> getHtmlNodeRendererHandlers() {
        return Set.of(
                wrapped("em", "*"),
                wrapped("strong", "**"),
                wrapped("del", "~~"),
                raised("sub"),
                raised("sup"),
                new HtmlNodeRendererHandler<>("code", Element.class, MarkdownInlines::code),
                new HtmlNodeRendererHandler<>("img", Element.class, MarkdownInlines::image));
    }

    private static HtmlNodeRendererHandler<Element> wrapped(String tag, String mark) {
        return new HtmlNodeRendererHandler<>(
                tag, Element.class, (element, context, out) -> context.wrapTextNodes(element, mark, false));
    }

    /** Markdown has no signs for these, and takes HTML's. */
    private static HtmlNodeRendererHandler<Element> raised(String tag) {
        return new HtmlNodeRendererHandler<>(tag, Element.class, (element, context, out) -> {
            String text = context.processTextNodes(element);
            out.append('<')
                    .append(tag)
                    .append('>')
                    .append(text)
                    .append("</")
                    .append(tag)
                    .append('>');
        });
    }

    /** As many backticks as the code has not, and a space where it begins or ends with one (CommonMark §6.1). */
    private static void code(Element code, HtmlNodeConverterContext context, HtmlMarkdownWriter out) {
        String text = code.wholeText();
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String marks = "`".repeat(longest == 0 ? 1 : longest + 1);
        String pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
        boolean inCell = code.closest("td, th") != null;
        out.append(marks)
                .append(pad)
                .append(inCell ? text.replace("|", "\\|") : text)
                .append(pad)
                .append(marks);
    }

    private static void image(Element image, HtmlNodeConverterContext context, HtmlMarkdownWriter out) {
        String alt = image.attr("alt").replaceAll("[\\[\\]\\\\`<]", "\\\\$0");
        out.append("![").append(alt).append("](").append(image.attr("src")).append(')');
    }
}
