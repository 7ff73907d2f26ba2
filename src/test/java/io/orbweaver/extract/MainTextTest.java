package io.orbweaver.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What of a page is its main text, and how that is written. */
class MainTextTest {

    private static final String PROSE = "This is a paragraph of prose, long enough to be one, with a comma or two. ";
    private static final String MENU =
            "<ul>" + "<li><a href=/x>A link of the menu</a>".repeat(5) + "</ul><p>Beside it</p>";

    static Stream<Arguments> places() {
        String content = "<h1>Title</h1><p>" + PROSE + "</p><p>" + PROSE + "</p>";
        return Stream.of(
                Arguments.of("main", "<div>" + MENU + "</div><main>" + content + "</main>"),
                Arguments.of("a role", MENU + "<div role=main>" + content + "</div>" + MENU),
                Arguments.of("an article", MENU + "<article>" + content + "</article>" + MENU),
                Arguments.of(
                        "an article in main", "<main>" + MENU + "<article>" + content.repeat(3) + "</article></main>"),
                Arguments.of("a usual id", MENU + "<div id=content>" + content + "</div>"),
                Arguments.of("a usual class", MENU + "<div class='x post-content y'>" + content + "</div>"),
                Arguments.of(
                        "beside navigation", "<nav>" + MENU + "</nav>" + content + "<footer>" + MENU + "</footer>"),
                Arguments.of(
                        "in what is named a sidebar and heads it", MENU + "<div class=sidebar>" + content + "</div>"),
                Arguments.of("beside a sidebar", "<div class=sidebar>" + MENU + "</div><div>" + content + "</div>"),
                Arguments.of("nothing said", "<div>" + MENU + "</div><div><div>" + content.repeat(4) + "</div></div>"),
                Arguments.of("table layout", "<table><tr><td>" + MENU + "<td>" + content.repeat(4) + "</table>"),
                Arguments.of(
                        "wordpress",
                        "<header><p>Site</p></header><div id=page><div class=entry-content>" + content
                                + "</div><div id=comments class=comments>" + MENU + "</div></div>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void theMainTextIsFoundWithoutWhatSurroundsIt(String name, String body) {
        String text = Pages.text("<title>x</title><body>" + body);
        assertThat(text).startsWith("Title\n" + PROSE.strip() + "\n").doesNotContain("link of the menu", "Beside it");
    }

    @Test
    void aPageWithoutAnythingElseIsWhole() {
        assertThat(Pages.text("<p>Short.<p>And short.")).isEqualTo("Short.\nAnd short.");
        assertThat(Pages.text("bare text")).isEqualTo("bare text");
        assertThat(Pages.text("")).isEmpty();
        assertThat(Pages.text("<main></main><p>outside")).isEqualTo("outside");
    }

    static Stream<Arguments> hiddenContent() {
        String content = "<h1>Title</h1><p>" + PROSE + "</p><p>" + PROSE.repeat(3) + "</p>";
        return Stream.of(
                Arguments.of("for those without scripts", "<div id=app></div><noscript>" + content + "</noscript>"),
                Arguments.of(
                        "streamed, moved by a script",
                        "<div id=app><p>Loading</p></div><div hidden>" + content + "</div>"),
                Arguments.of("shown by a script", "<div style='display: none'>" + content + "</div>"),
                Arguments.of("hidden from readers aloud", "<div aria-hidden=true>" + content + "</div>"),
                Arguments.of("in what is named as shared", "<div class='share'>" + content + "</div>"),
                Arguments.of("in an aside", "<aside>" + content + "</aside>"),
                Arguments.of("in a header", "<header>" + content + "</header>"),
                Arguments.of("in what is named comments", "<div id=comments>" + content + "</div>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hiddenContent")
    void noPageHidesWhatItIsAbout(String name, String body) {
        assertThat(Pages.text("<title>x</title><body>" + MENU.repeat(2) + body)).contains("Title", PROSE.strip());
    }

    @Test
    void panelsThatAClickShowsAreContent() {
        String page = "<main><p>" + PROSE.repeat(5) + "</p><div class='accordion-item collapse' hidden><p>First answer"
                + "</div><div role=tabpanel style='display:none'><p>Second answer</div>"
                + "<div hidden><p>A draft</div></main>";
        assertThat(Pages.text(page)).contains("First answer", "Second answer").doesNotContain("draft");
    }

    @Test
    void aDialogAboutCookiesIsNoContentHoweverMuchItSays() {
        String page = "<main><p>" + PROSE
                + "</p></main><div id=cookie-dialog class=modal style='display:none'><div hidden><p>"
                + "We value your privacy. ".repeat(100) + "</div></div>";
        assertThat(Pages.text(page)).isEqualTo(PROSE.strip());
    }

    @Test
    void aListingIsAllOfItsItemsAndNotTheOneThatSaysMost() {
        String items =
                "<div class=card><h3><a href=/i>An item of the list</a></h3><a href=/i>Some words of it</a></div>"
                        .repeat(30);
        String blurb = "<div><p>" + PROSE.repeat(6) + "</p></div>";
        String text = Pages.text("<div id=all><div>" + blurb + "</div><div>" + items + "</div></div>");
        assertThat(text.split("An item of the list", -1)).hasSize(31);
        assertThat(text).contains(PROSE.strip());
    }

    static Stream<Arguments> boilerplate() {
        return Stream.of(
                Arguments.of("<script>x</script><style>x</style><noscript>x</noscript><template>x</template>y", "y"),
                Arguments.of("<h1>Head<a class=headerlink href=#h title=Permalink>¶</a></h1>", "Head"),
                Arguments.of("<h2><a href=#h></a>Head <a href='#h'>#</a></h2>", "Head"),
                Arguments.of("<h2>Head <a class=headerlink href=#h>Link to this heading</a></h2>", "Head"),
                Arguments.of("<a href=#main>Skip to main content</a><p>y", "y"),
                Arguments.of("<p hidden>x<p aria-hidden=true>x<p style='color:red;display: none'>x<p>y", "y"),
                Arguments.of("<button>x</button><input value=x><select><option>x</select><p>y", "y"),
                Arguments.of("<form><label>Search</label><input></form><p>y", "y"),
                Arguments.of("<form id=aspnet><p>y</p><input></form>", "y"),
                Arguments.of("<article><header>Head</header>y<footer>x</footer></article>", "Head\ny"),
                Arguments.of("<header>x</header><p>y", "y"),
                Arguments.of("<aside>x</aside><aside class='admonition note'>Note</aside><p>y", "Note\ny"),
                Arguments.of("<p>a</p><svg><text>x</text></svg><math><mi>y</mi></math>", "a\ny"),
                Arguments.of("<div class='nav'><main>y</main></div>", "y"));
    }

    @ParameterizedTest
    @MethodSource("boilerplate")
    void contentNotMeantForReadersIsLeftOut(String body, String text) {
        assertThat(Pages.text(body)).isEqualTo(text);
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("<p>a  b\n\tc&nbsp;d<p>e", "a b c d\ne"),
                Arguments.of("<p>a<b>b</b> <i> c</i>", "ab c"),
                Arguments.of("<div>a<div>b</div>c</div>", "a\nb\nc"),
                Arguments.of("<p>a<br>b<br><br>c", "a\nb\nc"),
                Arguments.of("<pre>\n a\n  b\n</pre>", " a\n  b"),
                Arguments.of("<ul><li>a<li>b<ul><li>c</ul></ul>", "- a\n- b\n  - c"),
                Arguments.of("<ol><li><p>a</p><p>b</p></ol>", "- a\n  b"),
                Arguments.of("<table><tr><th>a<th>b<tr><td>c<td>d e</table>", "a\tb\nc\td e"),
                Arguments.of("<table><tr><td>a<td><table><tr><td>b<td>c</table></table>", "a\nb\tc"),
                Arguments.of("<table><tr><td>a<tr><td>b</table>", "a\nb"),
                Arguments.of("<dl><dt>a<dd>b<dt>c<dd>d</dl>", "a\nb\nc\nd"),
                Arguments.of("<blockquote>a<p>b</blockquote>", "a\nb"),
                Arguments.of("<details><summary>a</summary>b</details>", "a\nb"),
                Arguments.of("<p>zero\u200Bwidth", "zerowidth"),
                Arguments.of("<p>a<wbr>b<span>c</span><x-y>d</x-y>", "abcd"),
                Arguments.of("<p>日本語、テキスト 😀", "日本語、テキスト 😀"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void blocksAreLines(String body, String text) {
        assertThat(Pages.text(body)).isEqualTo(text);
    }
}
