package io.orbweaver.extract.content;

import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * The placement of copies of inline elements, with the white space and breaks at their edges outside them: there they
 * separate words as they do on the page (CSS 2 §16.6.1), and Markdown has no emphasis that begins or ends with some.
 */
final class InlineEdges {

    private static final String BREAK = "\n";

    private InlineEdges() {}

    /** Puts a copy behind what is there already; into the element before it where that is of its kind. */
    static void place(Element copy, Element into) {
        String before = taken(copy, true);
        String after = taken(copy, false);
        gap(before, into);
        if (copy.childNodeSize() > 0) {
            if (into.lastChild() instanceof Element last && goesOn(last, copy)) {
                moveAll(copy, last);
            } else {
                into.appendChild(copy);
            }
        }
        gap(after, into);
    }

    /** Moves what is in a copy, without its edges. */
    static void move(Element copy, Element into) {
        taken(copy, true);
        taken(copy, false);
        moveAll(copy, into);
    }

    /** Two of a kind side by side would have their signs run into each other; two links are two. */
    private static boolean goesOn(Element last, Element copy) {
        return last.normalName().equals(copy.normalName()) && !copy.normalName().equals("a");
    }

    private static void moveAll(Element from, Element into) {
        // taken out all at once, for each one that is taken out alone makes those behind it move up
        List<Node> nodes = List.copyOf(from.childNodes());
        from.empty();
        nodes.forEach(into::appendChild);
    }

    private static void gap(String gap, Element into) {
        if (gap.equals(BREAK)) {
            Inlines.lineBreak(into);
        } else if (gap.equals(" ")) {
            Inlines.space(into);
        } else if (!gap.isEmpty()) {
            into.appendChild(new TextNode(gap));
        }
    }

    /** Takes the white space and breaks away from one end of an element; a break where one was among them. */
    private static String taken(Element copy, boolean start) {
        String gap = "";
        for (Node at = end(copy, start); at != null; at = end(copy, start)) {
            if (at instanceof Element element) {
                if (!element.normalName().equals("br")) {
                    break;
                }
                gap = BREAK;
                at.remove();
                continue;
            }
            String text = at instanceof TextNode node ? node.getWholeText() : "";
            int edge = edge(text, start);
            String blank = start ? text.substring(0, edge) : text.substring(edge);
            gap = gap.isEmpty() ? blank : gap;
            if (blank.length() < text.length()) {
                ((TextNode) at).text(start ? text.substring(edge) : text.substring(0, edge));
                break;
            }
            at.remove();
        }
        return gap;
    }

    private static @Nullable Node end(Element copy, boolean start) {
        return start ? copy.firstChild() : copy.lastChild();
    }

    /** Where the white space at an end of a text ends. */
    private static int edge(String text, boolean start) {
        int at = start ? 0 : text.length();
        while (start ? at < text.length() && isSpace(text.charAt(at)) : at > 0 && isSpace(text.charAt(at - 1))) {
            at += start ? 1 : -1;
        }
        return at;
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
