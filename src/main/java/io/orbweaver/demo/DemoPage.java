package io.orbweaver.demo;

import java.util.ArrayList;
import java.util.List;

/** A builder of one page of the demo site. Its links are spelled in the many ways in which people spell them. */
final class DemoPage {

    private static final String LINK = "<li><a href=\"%s\">%s</a></li>\n";
    private static final int SPELLINGS = 8;

    private final String path;
    private final String title;
    private final List<String> head = new ArrayList<>();
    private final StringBuilder links = new StringBuilder();
    private int linked;

    DemoPage(String path, String title) {
        this.path = path;
        this.title = title;
    }

    /** Adds an element to the head, as it is. */
    DemoPage head(String element) {
        head.add(element);
        return this;
    }

    /** Adds a link to a page of the site, in the next spelling. */
    DemoPage link(String target, String text) {
        return linkAsWritten(spelled(target, Math.floorMod(path.hashCode(), SPELLINGS) + linked++), text);
    }

    /** Adds a link as it is. */
    DemoPage linkAsWritten(String href, String text) {
        links.append(LINK.formatted(href, text));
        return this;
    }

    private String spelled(String target, int how) {
        return switch (how % SPELLINGS) {
            case 1 -> "http://" + DemoAnswer.SITE + target;
            case 2 -> "HTTP://" + DemoAnswer.SITE + "/./detour/.." + target;
            case 3 -> "//" + DemoAnswer.SITE + target;
            case 4 -> target + "#details";
            case 5 -> "  " + target + "\n";
            case 6 -> "../".repeat((int) path.chars().filter(c -> c == '/').count()) + target.substring(1);
            default -> target;
        };
    }

    /** The whole document. */
    String html() {
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>%s</title>%s</head>
            <body>
            <h1>%s</h1>
            %s<ul>
            %s</ul>
            <p><a href="/">Tidemark Instruments</a>, makers of small weather stations that do not exist.</p>
            </body>
            </html>
            """.formatted(title, String.join("", head), title, DemoProse.paragraphs(path.hashCode()), links);
    }
}
