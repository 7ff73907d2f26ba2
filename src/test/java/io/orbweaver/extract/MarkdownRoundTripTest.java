package io.orbweaver.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.extract.content.Blocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a parser of CommonMark and of GitHub's extensions reads back from Markdown is what the page says. */
class MarkdownRoundTripTest {

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), StrikethroughExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();

    private static final List<String> WORDS = List.of(
            "word",
            "a",
            "b_c",
            "*",
            "**",
            "_x_",
            "~",
            "~~y~~",
            "`",
            "``",
            "[z](q)",
            "[w]",
            "]:",
            "!",
            "#",
            "1.",
            "-",
            "---",
            "===",
            "&lt;b&gt;",
            "&lt;",
            "&amp;amp;",
            "\\",
            "\\*",
            "|",
            "|---|",
            ":-:",
            "(y)",
            "“q”",
            "€",
            "「重」",
            "复现：",
            "10",
            "[ ]",
            "&gt;",
            "+",
            "http://e.test/a_b_c",
            "😀",
            "é.");

    private static final List<String> INLINES =
            List.of("b", "strong", "i", "em", "del", "s", "code", "kbd", "span", "sub", "sup", "a", "u", "mark", "q");

    static Stream<String> inlines() {
        List<String> pages = new ArrayList<>();
        for (String tag : INLINES) {
            String open = tag.equals("a") ? "a href=/x" : tag;
            for (String inside :
                    List.of("x", " x", "x ", " ", "", "“x”", "x:", "(x", "x<br>", "<br>x", "<i>x</i>", "*x*")) {
                String element = "<" + open + ">" + inside + "</" + tag + ">";
                pages.add("<p>before" + element + "after</p>");
                pages.add("<p>before " + element + " after</p>");
                pages.add("<p>" + element + "</p>");
                pages.add("<p>(" + element + "), " + element + element + "。</p>");
                pages.add("<ul><li>" + element + "10<li>y</ul>");
                pages.add("<h2>" + element + " # #</h2>");
                pages.add("<table><tr><th>h<th>" + element + "|<tr><td>" + element + "z<td>w</table>");
            }
        }
        return pages.stream();
    }

    static Stream<String> chance() {
        return IntStream.range(0, 1_500).mapToObj(seed -> page(new Random(seed)));
    }

    private static String page(Random random) {
        StringBuilder page = new StringBuilder();
        for (int block = 0; block < 2; block++) {
            String lines = inline(random, 3);
            page.append(
                    switch (random.nextInt(8)) {
                        case 0 ->
                            "<ul><li>" + lines + "<li>" + inline(random, 2) + "<ol start=3><li>" + lines + "</ol></ul>";
                        case 1 -> "<blockquote><p>" + lines + "<ul><li>" + lines + "</ul></blockquote>";
                        case 2 -> "<h3>" + lines + "</h3>";
                        case 3 ->
                            "<table><tr><th>h<th>" + lines + "<tr><td>" + inline(random, 2) + "<td>" + lines
                                    + "</table>";
                        case 4 -> "<a href=/card><h4>" + text(random) + "</h4><p>" + text(random) + "</p></a>";
                        case 5 -> "<p>" + lines + "<br>" + inline(random, 2);
                        default -> "<p>" + lines;
                    });
        }
        return page.toString();
    }

    private static String inline(Random random, int depth) {
        StringBuilder line = new StringBuilder();
        for (int part = random.nextInt(3); part >= 0; part--) {
            String tag = INLINES.get(random.nextInt(INLINES.size()));
            boolean plain = depth == 0 || tag.matches("code|kbd") || random.nextBoolean();
            String inside = plain ? text(random) : inline(random, depth - 1);
            String open = tag.equals("a") ? "a href=/x" + random.nextInt(9) : tag;
            line.append(random.nextInt(3) == 0 ? inside : "<" + open + ">" + inside + "</" + tag + ">");
        }
        return line.toString();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int word = random.nextInt(3); word >= 0; word--) {
            text.append(random.nextInt(3) == 0 ? " " : "").append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.append(random.nextInt(3) == 0 ? " " : "").toString();
    }

    @ParameterizedTest
    @MethodSource({"inlines", "chance"})
    @ValueSource(
            strings = {
                "<p>a<br>---<p>b<br>===<p>| a | b |<br>|---|---|<p>x<br>- y<br>1. z<br># v",
                "<ul><li>a</ul><ul><li>b</ul><ol><li>c</ol><ol><li>d</ol>",
                "<ul><li><ul><li>a</ul><li><hr><li><h3>b #</h3><li><pre>c\n\n```\nd</pre></ul>",
                "<blockquote>a<blockquote>b</blockquote></blockquote><blockquote>c</blockquote>",
                "<ol start=7><li>a<p>b<li>c<ol start=2><li>d</ol></ol>",
                "<b><p>a</p><ul><li>b<li><i>c</i></ul><h3>d</h3></b>e",
                "<p>&amp;copy; &lt;!-- a --&gt; &lt;?b?&gt; &lt;/c&gt; &lt;<span>d</span>&gt;",
                "<p><span>&amp;</span>lt; <span>[a]</span>(b) <span>!</span><a href=/x>c</a> <b>x</b>*<i>y</i>",
                "<p><code>a</code><code>b</code> <code>`</code> <kbd> x </kbd>",
                "<table><tr><th>a<th>b<tr><td><pre>x\n|y</pre><td><ul><li>p<li>q</ul></table>"
            })
    void theMarkdownSaysWhatThePageSays(String body) {
        String markdown = Pages.markdown("<main>" + body + "</main>");
        Element read = Jsoup.parse(RENDERER.render(PARSER.parse(markdown))).body();
        Element written = Jsoup.parse(body).body();
        written.select("sup:has(a)").unwrap();
        assertThat(marked(read)).as(markdown).isEqualTo(marked(written));
    }

    /** The words that somebody sees, each with what it is: a link, strong, emphasised, struck or code. */
    private static List<String> marked(Element body) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        walk(body, "", word, words);
        end(word, words);
        return words;
    }

    private static void walk(Element from, String marks, StringBuilder word, List<String> words) {
        for (Node node : from.childNodes()) {
            if (node instanceof TextNode text) {
                // a heading is strong already
                String shown = from.closest("h1, h2, h3, h4") == null ? marks : marks.replace("\u0001", "");
                for (char c : text.getWholeText().toCharArray()) {
                    if (c <= ' ' || c == '\u00A0') {
                        end(word, words);
                    } else {
                        word.append(c).append(shown);
                    }
                }
            } else if (node instanceof Element element) {
                boolean apart = Blocks.is(element) || element.normalName().equals("br");
                if (apart) {
                    end(word, words);
                }
                walk(element, with(marks, element), word, words);
                if (apart) {
                    end(word, words);
                }
            }
        }
    }

    private static String link(String href) {
        return String.valueOf((char) ('\uE000' + Math.floorMod(href.hashCode(), 1_000)));
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    /** In code nothing else is marked. */
    private static String with(String marks, Element element) {
        boolean linked = marks.chars().anyMatch(c -> c >= '\uE000');
        String mark = switch (element.normalName()) {
            case "b", "strong" -> "\u0001";
            case "i", "em" -> "\u0002";
            case "del", "s" -> "\u0003";
            case "code", "kbd", "pre" -> "\u0004";
            case "a" -> link(element.attr("href").replace("http://a.test", ""));
            case "sub" -> "\u0006";
            case "sup" -> "\u0007";
            default -> "";
        };
        return mark.isEmpty()
                        || linked && element.normalName().equals("a")
                        || marks.contains(mark.substring(0, 1))
                        || marks.contains("\u0004")
                ? marks
                : Stream.concat(marks.chars().mapToObj(c -> String.valueOf((char) c)), Stream.of(mark))
                        .sorted()
                        .reduce("", String::concat);
    }
}
