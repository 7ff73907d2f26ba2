package io.orbweaver.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The main content as Markdown. */
class MarkdownTest {

    static Stream<Arguments> pages() {
        return Stream.of(
                Arguments.of("<h1>A</h1><h2>B</h2><h6>C</h6>", "# A\n\n## B\n\n###### C"),
                Arguments.of("<h2><div>A</div> <em>b</em></h2>", "## A *b*"),
                Arguments.of("<p>a <b> b </b>, <i>c</i>d <s>e</s>", "a **b** , *c*d ~~e~~"),
                Arguments.of("<p><b></b><em> </em>x<strong><strong>y</strong></strong>", "x**y**"),
                Arguments.of(
                        "<p>H<sub>2</sub>O<sup>3</sup><sup><a href=#f>1</a></sup>",
                        "H<sub>2</sub>O<sup>3</sup>[1](http://a.test/docs/page.html#f)"),
                Arguments.of("<p>“smart” ‘quotes’ … – — « »", "“smart” ‘quotes’ … – — « »"),
                Arguments.of("<p>a<br>b<br><br>c", "a  \nb\n\nc"),
                Arguments.of("<p>one\ntwo", "one two"),
                Arguments.of("<p><b>a</b><strong>b</strong> <i>c</i><em>d</em>", "**ab** *cd*"),
                Arguments.of("<p><img src=a alt='`x&lt;b'> <code>c</code>", "![\\`x\\<b](http://a.test/docs/a) `c`"),
                Arguments.of("<p>one<br></p><ul><li>two<br> </ul>", "one\n\n- two"),
                Arguments.of("<hr><p>x", "---\n\nx"));
    }

    static Stream<Arguments> escapes() {
        return Stream.of(
                Arguments.of(
                        "snake_case 5 &lt; 6 &amp; AT&amp;T a[0] (b) x*2 = 5 * 3 ~ $ #1 + -",
                        "snake_case 5 < 6 & AT&T a[0] (b) x\\*2 = 5 * 3 ~ $ #1 + -"),
                Arguments.of(
                        "_a_ `b` &lt;i&gt; &amp;lt; ~~c~~ [d](e) \\* C:\\dir",
                        "\\_a\\_ \\`b\\` \\<i> \\&lt; \\~\\~c\\~\\~ [d\\](e) \\\\\\* C:\\dir"),
                Arguments.of("# a", "\\# a"),
                Arguments.of("1. a", "1\\. a"),
                Arguments.of("2024) a", "2024\\) a"),
                Arguments.of("1.5 a", "1.5 a"),
                Arguments.of("- a", "\\- a"),
                Arguments.of("&gt; a", "\\> a"),
                Arguments.of("a<br>---", "a  \n\\---"),
                Arguments.of("Wow!<a href=x>y</a>", "Wow\\![y](http://a.test/docs/x)"));
    }

    static Stream<Arguments> code() {
        return Stream.of(
                Arguments.of("<p><code>a_b*c</code> <tt>x</tt> <kbd>y</kbd>", "`a_b*c` `x` `y`"),
                Arguments.of("<p><code>`a`</code> <code>a``b</code>", "`` `a` `` ```a``b```"),
                Arguments.of("<pre>a\n  *b*\n</pre>", "```\na\n  *b*\n```"),
                Arguments.of("<pre><code class='language-rust hljs'>fn a() {}</code></pre>", "```rust\nfn a() {}\n```"),
                Arguments.of(
                        "<div class='highlight-python3 notranslate'><div class=highlight>"
                                + "<pre><span></span>a\n\nb</pre>",
                        "```python\na\n\nb\n```"),
                Arguments.of("<pre class='brush: js'>a</pre>", "```js\na\n```"),
                Arguments.of("<pre class=lang-c++>a</pre>", "```c++\na\n```"),
                Arguments.of("<div class='highlight highlight-source-shell'><pre>a</pre></div>", "```shell\na\n```"),
                Arguments.of("<pre><code>a</code><button>copy</button></pre>", "```\na\n```"),
                Arguments.of(
                        "<pre><span class=linenos>1</span>a\n<span class=linenos>2</span>b</pre>", "```\na\nb\n```"),
                Arguments.of(
                        "<table class=highlighttable><tr><td class=linenos><pre>1</pre>"
                                + "<td class=code><pre>a</pre></table>",
                        "```\na\n```"),
                Arguments.of("<pre>```\na</pre>", "````\n```\na\n````"),
                Arguments.of("<pre>&lt;!-- --&gt;\n\n\nb</pre>", "```\n<!-- -->\n\n\nb\n```"));
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                Arguments.of("<ul><li>a<li>b</ul>", "- a\n- b"),
                Arguments.of("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
                Arguments.of("<ol><li><pre>a\n\nb</pre><li>c</ol>", "1. ```\n   a\n\n   b\n   ```\n2. c"),
                Arguments.of("<ul><li><blockquote>q</blockquote></ul>", "- > q"),
                Arguments.of("<ul><li><table><tr><th>a<th>b</table></ul>", "- | a | b |\n  |---|---|"),
                Arguments.of("<ul><li>a<ul><li>b<ol><li>c</ol></ul><li>d</ul>", "- a\n  - b\n    1. c\n- d"),
                Arguments.of("<ul><li><p>a</p><p>b</p><li>c</ul>", "- a\n\n  b\n- c"),
                Arguments.of("<ul><li>a<pre><code class=language-c>b</code></pre></ul>", "- a\n\n  ```c\n  b\n  ```"),
                Arguments.of("<ul><li>a</ul><ul><li>b</ul>", "- a\n\n* b"),
                Arguments.of("<ul><li>a</li><ul><li>b</ul></ul>", "- a\n  - b"),
                Arguments.of("<ul><li><h2>A</h2><p>b</ul>", "## A\n\nb"),
                Arguments.of("<p>a<blockquote>b<p>c</blockquote>", "a\n\n> b\n>\n> c"),
                Arguments.of("<dl><dt>a<dd>b<dt><code>c</code><dd>d</dl>", "**a**\n\nb\n\n`c`\n\nd"));
    }

    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of(
                        "<table><thead><tr><th>a<th>b<tbody><tr><td>c<td>d</table>", "| a | b |\n|---|---|\n| c | d |"),
                Arguments.of(
                        "<table><tr><td>a<td>b<tr><td>c<td>d</table>", "|   |   |\n|---|---|\n| a | b |\n| c | d |"),
                Arguments.of(
                        "<table><tr><th>a<th>b<tr><th>c<td>d<tr><th>e<th>f</table>",
                        "| a | b |\n|---|---|\n| c | d |\n| e | f |"),
                Arguments.of(
                        "<table><tr><th>a|b<th><code>c|d</code><tr><td>e<br>f<td><p>g<p>h</table>",
                        "| a\\|b | `c\\|d` |\n|---|---|\n| e<br>f | g<br>h |"),
                Arguments.of(
                        "<table><tr><th>a<th>b<th>c<tr><td colspan=2>d<td rowspan=9999999>e</table>",
                        "| a | b | c |\n|---|---|---|\n| d |   | e |"),
                Arguments.of(
                        "<table><tr><th>a<th>b<tr><td>1<td>2<td>3<td>4</table>",
                        "| a | b |   |   |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |"),
                Arguments.of(
                        "<table><caption>T</caption><tr><th>a<th>b<tr><td>c<td>d</table>",
                        "T\n\n| a | b |\n|---|---|\n| c | d |"));
    }

    static Stream<Arguments> references() {
        return Stream.of(
                Arguments.of("<p><a href='../b?x=1#y' title=t>c</a>", "[c](http://a.test/b?x=1#y)"),
                Arguments.of("<p><a href='x y(z)'>[c]</a>", "[\\[c\\]](http://a.test/docs/x%20y%28z%29)"),
                Arguments.of("<p><a href=http://a.test/>http://a.test/</a>", "<http://a.test/>"),
                Arguments.of(
                        "<p><a href=javascript:x>a</a> <a href=mailto:b@c.test>d</a> <a name=e>f</a>",
                        "a [d](mailto:b@c.test) f"),
                Arguments.of(
                        "<p><img src=i.png alt='a [b]'><img src=data:image/png;base64,x data-src=j.png>",
                        "![a \\[b\\]](http://a.test/docs/i.png)![](http://a.test/docs/j.png)"),
                Arguments.of(
                        "<p><a href=/x><img src=i.png alt=b></a>", "[![b](http://a.test/docs/i.png)](http://a.test/x)"),
                Arguments.of("<p><code><a href=/x>b_c</a></code>", "[`b_c`](http://a.test/x)"),
                Arguments.of("<a href=/x><h3>a</h3><p>b</p></a>", "### [a](http://a.test/x)\n\n[b](http://a.test/x)"),
                Arguments.of("<h2 id=x>a <a class=anchor href=#x></a></h2>", "## a"));
    }

    static Stream<Arguments> edges() {
        return Stream.of(
                Arguments.of("<p>a<strong> b</strong> c<b>d<br></b>e", "a **b** c**d**  \ne"),
                Arguments.of("<p>a<b> </b>b<i>\n</i>c<code> d </code>e<kbd> </kbd>f", "a b c `d` e f"),
                Arguments.of("<p>a <b>&nbsp;b&nbsp;</b>c<i>\u3000d</i>", "a **b** c\u3000*d*"),
                Arguments.of(
                        "<p><b>重：</b>10 <i>“a”</i>b x<b>(y)</b>z",
                        "<strong>重：</strong>10 <em>“a”</em>b x<strong>(y)</strong>z"),
                Arguments.of(
                        "<p><i>a<b>b</b></i> <b><i>c</i> d</b> un<i>believ</i>able",
                        "*a<strong>b</strong>* **_c_ d** un*believ*able"),
                Arguments.of("<p><b>a</b><i>b</i><s>c</s>d", "**a**_b_~~c~~d"),
                Arguments.of("<p><code>a</code><code>b</code>", "`ab`"),
                Arguments.of(
                        "<h2>A<br>B</h2><h2>C #</h2><h2>C#</h2><h2>#</h2>", "## A B\n\n## C \\#\n\n## C#\n\n## \\#"));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of(
                        "<ul><li><input type=checkbox checked> a<li><label><input type=checkbox> b</label>"
                                + "<li>[x] c</ul>",
                        "- [x] a\n- [ ] b\n- \\[x] c"),
                Arguments.of("<ol><li>a</ol><ol><li>b</ol>", "1. a\n\n1) b"),
                Arguments.of("<ul><li>a<ol start=4><li>b</ol><li><ul><li>c</ul></ul>", "- a\n\n  4. b\n- - c"),
                Arguments.of("<ul><li><hr>x</ul><p>| a |<br>|---|", "- ***\n\n  x\n\n| a |  \n\\|---|"),
                Arguments.of("<b><p>a</p><p>b</p></b><p>c", "**a**\n\n**b**\n\nc"),
                Arguments.of(
                        "<table><tr><th>a<th>b<tr><td><pre>c\nd</pre><td><h4>e</h4>f<ul><li>g<li>h</ul></table>",
                        "| a | b |\n|---|---|\n| `c`<br>`d` | e<br>f<br>g<br>h |"),
                Arguments.of(
                        "<table><tr><th>a<th>b<th>c<tr><td rowspan=2>1<td>2<td>3<tr><td colspan=2>4<tr><td>5</table>",
                        "| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n|   | 4 |\n| 5 |"),
                Arguments.of(
                        "<table><tbody><tr><td rowspan=0>1<td>2<tr><td>3</tbody><tbody><tr><td>4<td>5</table>",
                        "|   |   |\n|---|---|\n| 1 | 2 |\n|   | 3 |\n| 4 | 5 |"));
    }

    static Stream<Arguments> images() {
        return Stream.of(
                Arguments.of("<p><img src=s.gif data-src=/a alt=b>", "![b](http://a.test/a)"),
                Arguments.of("<p><img srcset='/s 320w, /l 1200w, /m 640w' alt=b>", "![b](http://a.test/l)"),
                Arguments.of("<p><img data-srcset='/s 1x, /l 2x'>", "![](http://a.test/l)"),
                Arguments.of("<p><picture><source srcset=/w><img alt=b></picture>", "![b](http://a.test/w)"),
                Arguments.of(
                        "<p><img alt=b><noscript><img src=/a alt=b></noscript>c<noscript>Turn it on</noscript>",
                        "![b](http://a.test/a)c"),
                Arguments.of(
                        "<p><img data-src=/a alt=b><noscript><img src=/a alt=b></noscript><noscript><img src=/t width=1"
                                + " height=1></noscript>",
                        "![b](http://a.test/a)"));
    }

    static Stream<Arguments> fragments() {
        return Stream.of(
                Arguments.of("<p><a href='#m()'>a</a>", "[a](http://a.test/docs/page.html#m%28%29)"),
                Arguments.of("<p><a href='/f#Größe \\\"x'>a</a>", "[a](http://a.test/f#Gr%C3%B6%C3%9Fe%20%5C%22x)"),
                Arguments.of("<p><a href='/f#a[0]&amp;copy;%20'>a</a>", "[a](http://a.test/f#a[0]&amp;copy;%20)"));
    }

    @ParameterizedTest
    @MethodSource({"pages", "code", "lists", "tables", "references", "edges", "others", "images", "fragments"})
    void itIsWhatAnAuthorWouldWrite(String body, String markdown) {
        assertThat(Pages.markdown(body)).isEqualTo(markdown);
    }

    @ParameterizedTest
    @MethodSource("escapes")
    void textStaysText(String text, String markdown) {
        assertThat(Pages.markdown("<p>" + text)).isEqualTo(markdown);
    }
}
