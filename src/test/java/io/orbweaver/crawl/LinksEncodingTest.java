package io.orbweaver.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.fetch.Fetched;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.job.Scope;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.job.spec.JobSpecReader;
import io.orbweaver.job.spec.OperatorBounds;
import io.orbweaver.parse.PageDirectives;
import io.orbweaver.parse.ScannedPage;
import io.orbweaver.url.UrlResolver;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** HTML §2.4.3, "encoding-parsing a URL": a link's query is in its document's encoding, its path in UTF-8. */
class LinksEncodingTest {

    private static final JobSpec SPEC = new JobSpecReader(OperatorBounds.WIDEST)
            .read(JsonMapper.shared().readTree("{\"seeds\":[\"http://a.test/\"]}"))
            .spec();

    @ParameterizedTest(name = "§2.4.3 {0} {1} {2}")
    @CsvSource(
            nullValues = "null",
            value = {
                "windows-1252, null, \u00FC?\u00FC, http://a.test/%C3%BC?%FC",
                "UTF-8, null, \u00FC?\u00FC, http://a.test/%C3%BC?%C3%BC",
                "UTF-16LE, null, ?\u00FC, http://a.test/?%C3%BC",
                "replacement, null, ?\u00FC, http://a.test/?%C3%BC",
                "KOI8-R, null, ?\u0431, http://a.test/?%C2",
                "GBK, null, ?\u4E00, http://a.test/?%D2%BB",
                "windows-1252, null, ?\u4E00, http://a.test/?%26%2319968%3B",
                "windows-1252, b?\u00FC, '', http://a.test/b?%FC"
            })
    void queriesAreInTheDocumentsEncoding(String encoding, String base, String href, String url) {
        ScannedPage page = new ScannedPage(
                null, base, List.of(new ScannedPage.Link(href, false)), 1, PageDirectives.NONE, null, encoding, 0, 0);
        FrontierUrl from = FrontierUrl.seed(UrlResolver.parse("http://a.test/").urlOrNull(), 0);
        assertThat(Links.discovered(
                        from,
                        new Fetched.Head(200, null, null, List.of(), List.of()),
                        page,
                        SPEC,
                        Scope.of(SPEC, List.of())))
                .extracting(found -> found.url().href())
                .containsExactly(url);
    }
}
