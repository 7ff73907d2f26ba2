package io.orbweaver.extract.content;

import java.util.Iterator;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;

/**
 * The builder of a page's tree with bounds on its elements and on its depth; of one element's attributes jsoup keeps
 * 512.
 *
 * @param document the tree, whole or up to where a bound was met
 * @param cut whether the bound on elements was met
 */
record BoundedDom(Document document, boolean cut) {

    /** Parses as HTML (§13.2), which XHTML nearly always is, too. */
    static BoundedDom read(String source) {
        Parser parser = Parser.htmlParser().setMaxDepth(ExtractLimits.DEPTH_MAX);
        try (StreamParser stream = new StreamParser(parser).parse(source, "")) {
            // an element is reported when it closes, so besides those counted there are only the open ones
            Iterator<Element> closed = stream.iterator();
            for (int count = 0; count < ExtractLimits.ELEMENTS_MAX; count++) {
                if (!closed.hasNext()) {
                    return new BoundedDom(stream.document(), false);
                }
                closed.next();
            }
            return new BoundedDom(stream.document(), closed.hasNext());
        }
    }
}
