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
import io.orbweaver.url.CanonicalUrl;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Where header fields lead: Refresh and Link. */
class LinksHeadTest {

    private static final CanonicalUrl URL = CanonicalUrl.ofCanonical("http://a.test/d/x");

    private static JobSpec spec(String more) {
        return new JobSpecReader(OperatorBounds.WIDEST)
                .read(JsonMapper.shared().readTree("{\"seeds\":[\"http://a.test/\"]" + more + "}"))
                .spec();
    }

    private static Fetched.Head head(List<String> links, String refresh) {
        return new Fetched.Head(200, "text/html", null, List.of(), List.of(), links, refresh, null);
    }

    private static ScannedPage page(String canonical) {
        return new ScannedPage(null, "/base/", List.of(), 0, PageDirectives.NONE, canonical, "UTF-8", 0, 0);
    }

    private static List<String> discovered(Fetched.Head head, ScannedPage page, String more) {
        JobSpec spec = spec(more);
        return Links.discovered(FrontierUrl.seed(URL, 0), head, page, spec, Scope.of(spec, List.of())).stream()
                .map(found -> found.url().href())
                .toList();
    }

    @Test
    void aRefreshFieldIsFollowedAsTheElementIs() {
        String follow = ",\"follow\":[\"a\",\"refresh\"]";
        assertThat(discovered(head(List.of(), "0; url=to"), page(null), follow)).containsExactly("http://a.test/d/to");
        assertThat(discovered(head(List.of(), "5;URL='/to'"), null, follow)).containsExactly("http://a.test/to");
        assertThat(discovered(head(List.of(), "never"), null, follow)).isEmpty();
        assertThat(discovered(head(List.of(), "0; url=to"), page(null), "")).isEmpty();
        assertThat(discovered(head(List.of(), "0; url=to"), page(null), follow + ",\"maxDepth\":0"))
                .isEmpty();
    }

    @Test
    void aPagesOwnElementComesBeforeALinkField() {
        Fetched.Head head = head(List.of("<own>; rel=canonical"), null);
        assertThat(Links.canonical(URL, head, page("el"))).hasToString("http://a.test/base/el");
        assertThat(Links.canonical(URL, head, page(null))).hasToString("http://a.test/d/own");
        assertThat(Links.canonical(URL, head, null)).hasToString("http://a.test/d/own");
        assertThat(Links.canonical(URL, head(List.of("<mailto:a@b>; rel=canonical"), null), null))
                .isNull();
    }
}
