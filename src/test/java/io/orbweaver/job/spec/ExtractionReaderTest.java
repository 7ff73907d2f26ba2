package io.orbweaver.job.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.job.field.FieldProblem;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What a submission may ask of pages, what of it is refused, and that it is kept as it was. */
class ExtractionReaderTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final JobSpecReader READER = new JobSpecReader(OperatorBounds.WIDEST);

    private static JobSpecReader.Reading read(String extract) {
        return READER.read(
                MAPPER.readTree(("{'seeds':['http://a.test/'],'extract':" + extract + "}").replace('\'', '"')));
    }

    private static Extraction asked(String extract) {
        JobSpecReader.Reading reading = read(extract);
        assertThat(reading.problems()).isEmpty();
        assertThat(READER.read(MAPPER.readTree(MAPPER.writeValueAsBytes(JobSpecJson.write(reading.spec()))))
                        .spec())
                .isEqualTo(reading.spec());
        return reading.spec().extract();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                  | false | false",
                "null                                | false | false",
                "{'metadata':true}                   | true  | false",
                "{'metadata':false}                  | false | false",
                "{'metadata':null,'text':true}       | true  | true",
                "{'metadata':false,'text':true}      | false | true",
                "{'patterns':['a']}                  | true  | false",
                "{'fields':{'a':'b'}}                | true  | false",
                "{'text':false,'markdown':false}     | false | false",
            })
    void metadataComeWithAnythingElse(String extract, boolean metadata, boolean text) {
        assertThat(asked(extract).metadata()).isEqualTo(metadata);
        assertThat(asked(extract).text()).isEqualTo(text);
    }

    @Test
    void everythingAtOnceComesBackInItsOrder() {
        Extraction asked = asked("{'text':true,'markdown':true,'links':true,'fields':{'z':'p','a':'a[rel=next]@href',"
                + "'m':'li.tag[]'},'patterns':['re:[0-9]+','x','re:(?i)b']}");
        assertThat(asked.fields().keySet()).containsExactly("z", "a", "m");
        assertThat(asked.patterns()).containsExactly("re:[0-9]+", "x", "re:(?i)b");
        assertThat(asked.literals()).containsExactly("x");
        assertThat(asked.markdown() && asked.links()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "span.price                     | -     | false | price",
                "a[rel=next]@href               | href  | false | next",
                "li.tag[]                       | -     | true  | one",
                "a[rel~=next]                   | -     | false | next",
                "a[ rel ~= \"Next\" ]@href       | href  | false | next",
                "p:has(a[rel~='next'])          | -     | false | -",
                "[rel~='']                      | -     | false | -",
                "[class~='sm:w-1/2']            | -     | false | wind",
                "a@HREF[]                       | href  | true  | next",
                "[data-x=\"a@b\"]               | -     | false | at",
                "[data-x=\"a@b\"]@data-x        | data-x | false | at",
                "  span.price [] | -    | true  | price",
                "i:contains(me@home)            | -     | false | mail",
                "i:contains(me@home)@id         | id    | false | mail",
                "use@xlink:href                 | xlink:href | false | -",
                "i, b                           | -     | false | mail",
                "div > ul:has(> li.tag) li      | -     | false | one",
                "ul:not(:empty) li:nth-child(2)[] | -   | true  | two",
                "*[]                            | -     | true  | -",
                ".sm\\:w-1\\/2                  | -     | false | wind",
            })
    void selectorsSayWhatOfAnElement(String source, String attribute, boolean all, String id) {
        FieldSelector selector = FieldSelector.parse(source);
        assertThat(String.valueOf(selector.attribute()).replace("null", "-")).isEqualTo(attribute);
        assertThat(selector.all()).isEqualTo(all);
        var found = Jsoup.parse(
                        "<span class=price id=price>1</span><a rel=next href=x id=next>n</a><div><ul><li class=tag"
                                + " id=one>1<li id=two>2</ul></div><p data-x='a@b' id=at>q</p><i id=mail>me@home</i>"
                                + "<u class='sm:w-1/2' id=wind>u</u>")
                .selectFirst(selector.evaluator());
        if (!id.equals("-")) {
            assertThat(found).isNotNull();
            assertThat(found.id()).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "[]",
                "@href",
                "a@",
                "a@b c",
                "a@href@title",
                "a[",
                "a[]b",
                "div >",
                "p:nosuch",
                "p:matches(a+)",
                "p:matchesOwn((a+)+$)",
                "p:matchText",
                "p:m\\61 tches(a)",
                "a[href~=(a+)+$]",
                "a[href~=\"(a+)+$]",
                "i:contains(\"a~=b\")",
                "[class~=sm:w-1/2]",
                "p::text",
                "p:has(a b)",
                "p:has(+ a)",
                "p:has(~ a)",
                "p:has(:has(a))",
                "p:has(:not(a))",
                "p:has(a:contains(b c))",
                "a b c d e f g h i j k l m n o",
                "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o",
                "a:nth-child(n",
                "a:eq(99999999999)"
            })
    void badSelectorsAreRefusedWithAReason(String selector) {
        JobSpecReader.Reading reading =
                read("{'fields':{'good':'p','b/d':" + MAPPER.writeValueAsString(selector) + "}}");
        assertThat(reading.problems()).hasSize(1);
        assertThat(reading.problems().get(0).pointer()).isEqualTo("/extract/fields/b~1d");
        assertThat(reading.problems().get(0).detail()).hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ul:has(li)",
                "ul:has(> li.tag, > li#a[href^=x])",
                "tr:has(th[scope='row']) td",
                "a:not([href*='/tag/']):not(.x)",
                "div:is(.a, .b) > p",
                "p:contains(one two three four five six seven eight nine ten eleven twelve thirteen)",
                "h1 ~ p",
                "h1 + p",
                "meta[property='og:title']",
                "body > div.a > main#b article.c > header h1.d a"
            })
    void usualSelectorsAreTaken(String selector) {
        assertThat(FieldSelector.parse(selector).source()).isEqualTo(selector);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'patterns':['re:(']}            | /extract/patterns/0 | is no RE2 pattern",
                "{'patterns':['a','re:(a)\\\\1']} | /extract/patterns/1 | is no RE2 pattern",
                "{'patterns':['re:']}             | /extract/patterns/0 | must have 1 to 200",
                "{'patterns':['re:(a{40}){40}']}  | /extract/patterns/0 | 1000 instructions",
                "{'patterns':['re:(?i)ſ']}        | /extract/patterns/0 | U+00FF",
                "{'patterns':['a','a']}           | /extract/patterns/1 | is there twice",
                "{'patterns':[1]}                 | /extract/patterns/0 | must be a string",
                "{'fields':[]}                    | /extract/fields     | must be an object",
                "{'fields':{'a':1}}               | /extract/fields/a   | must be a string",
                "{'text':1}                       | /extract/text       | must be true or false",
                "{'metadata':'yes'}               | /extract/metadata   | must be true or false",
                "{'markdwn':true}                 | /extract/markdwn    | did you mean 'markdown'?",
                "[]                               | /extract            | must be a JSON object",
            })
    void errorsPointToTheInvalidField(String extract, String pointer, String detail) {
        List<FieldProblem> problems = read(extract).problems();
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).pointer()).isEqualTo(pointer);
        assertThat(problems.get(0).detail()).contains(detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "re:[0-9]+   | a1b22c333 | 3",
                "re:a*       | baac      | 1",
                "re:^a       | aaa       | 1",
                "re:<b>.*?</b> | <b>1</b><b>2</b> | 2",
                "re:(?i)rust | Rust RUST rst | 2",
                "re:\\bx     | x xx yx   | 2",
            })
    void regularExpressionsAreCounted(String pattern, String line, long count) {
        assertThat(SourcePattern.compile(pattern).countIn(line)).isEqualTo(count);
    }
}
