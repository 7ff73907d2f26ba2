package io.orbweaver.docs;

import com.vladsch.flexmark.ast.Code;
import com.vladsch.flexmark.ast.FencedCodeBlock;
import com.vladsch.flexmark.ast.Heading;
import com.vladsch.flexmark.ast.HtmlEntity;
import com.vladsch.flexmark.ast.IndentedCodeBlock;
import com.vladsch.flexmark.ast.SoftLineBreak;
import com.vladsch.flexmark.ast.Text;
import com.vladsch.flexmark.ext.tables.TableCell;
import com.vladsch.flexmark.ext.tables.TableSeparator;
import com.vladsch.flexmark.util.ast.Block;
import com.vladsch.flexmark.util.ast.Document;
import com.vladsch.flexmark.util.ast.Node;
import java.util.ArrayList;
import java.util.List;

/** The sections of a page that the search finds: each heading with the plain text below it. */
final class DocsSections {

    private DocsSections() {}

    /**
     * A section.
     *
     * @param href where it is
     * @param page title of its page
     * @param heading its own heading
     * @param text plain text, blanks collapsed
     */
    record Section(String href, String page, String heading, String text) {}

    /** The sections of a page that was rendered, by which its headings have their ids. */
    static List<Section> of(DocsPage page, Document document) {
        List<Section> sections = new ArrayList<>();
        String href = page.href();
        String heading = page.title();
        StringBuilder text = new StringBuilder();
        for (Node block : document.getChildren()) {
            if (block instanceof Heading next) {
                add(sections, new Section(href, page.title(), heading, text.toString()));
                href = page.href() + "#" + next.getAnchorRefId();
                heading = plain(next);
                text.setLength(0);
            } else {
                append(block, text);
            }
        }
        add(sections, new Section(href, page.title(), heading, text.toString()));
        return sections;
    }

    private static void add(List<Section> sections, Section section) {
        String text = collapsed(section.text());
        if (!text.isEmpty() || section.href().contains("#")) {
            sections.add(new Section(section.href(), section.page(), section.heading(), text));
        }
    }

    private static String plain(Node node) {
        StringBuilder text = new StringBuilder();
        append(node, text);
        return collapsed(text.toString());
    }

    private static void append(Node node, StringBuilder text) {
        if (node instanceof FencedCodeBlock || node instanceof IndentedCodeBlock) {
            text.append(((Block) node).getContentChars()).append(' ');
        } else if (node instanceof Text || node instanceof HtmlEntity) {
            text.append(node.getChars().unescape());
        } else if (node instanceof Code code) {
            text.append(code.getText());
        } else if (node instanceof TableSeparator) {
            return; // the line of dashes below a table's head
        } else if (node instanceof SoftLineBreak) {
            text.append(' ');
        } else {
            node.getChildren().forEach(child -> append(child, text));
            if (node instanceof Block || node instanceof TableCell) {
                text.append(' ');
            }
        }
    }

    private static String collapsed(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
