package io.orbweaver.extract.content;

import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/**
 * A link or an emphasis around blocks, in a tree where blocks hold such elements and not the other way round: puts a
 * copy of it around the lines of each block.
 */
final class InlineWrapping {

    private final Element pattern;
    private final boolean each;
    private boolean done;

    /** @param each whether all lines are wrapped, and not the first alone */
    InlineWrapping(Element pattern, boolean each) {
        this.pattern = pattern;
        this.each = each;
    }

    String tag() {
        return pattern.normalName();
    }

    /** Wraps the inline content of a container, from one of its nodes on. */
    void wrap(Element container, int from) {
        List<Node> nodes = takeFrom(container, from);
        Element line = pattern.shallowClone();
        for (Node node : nodes) {
            if (!(node instanceof Element block && Blocks.is(block))) {
                line.appendChild(node);
                continue;
            }
            put(line, container);
            line = pattern.shallowClone();
            container.appendChild(block);
            if (!block.normalName().equals("pre") && mayEnter(block)) {
                wrap(block, 0);
            }
        }
        put(line, container);
    }

    /** Takes the nodes from one on out of a container: all at once where they are most, as one by one takes longer. */
    private static List<Node> takeFrom(Element container, int from) {
        List<Node> all = container.childNodes();
        List<Node> taken = List.copyOf(all.subList(from, all.size()));
        if (taken.size() > from) {
            List<Node> kept = List.copyOf(all.subList(0, from));
            container.empty();
            kept.forEach(container::appendChild);
        } else {
            for (int i = taken.size() - 1; i >= 0; i--) {
                taken.get(i).remove();
            }
        }
        return taken;
    }

    /** A heading is strong already. */
    private boolean mayEnter(Element block) {
        return !(tag().equals("strong") && block.normalName().matches("h[1-6]"));
    }

    private void put(Element line, Element container) {
        if (line.childNodeSize() == 0) {
            return;
        }
        if ((each || !done) && (line.hasText() || line.selectFirst("img") != null)) {
            InlineEdges.place(line, container);
            done = true;
        } else {
            InlineEdges.move(line, container);
        }
    }
}
