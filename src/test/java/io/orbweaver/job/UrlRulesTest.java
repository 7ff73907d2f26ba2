package io.orbweaver.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.job.spec.TrapRules;
import io.orbweaver.job.spec.UrlCleanup;
import io.orbweaver.url.CanonicalUrl;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken out of URLs, and which URLs look like one of endlessly many. */
class UrlRulesTest {

    private static final int YEAR = 2026;

    private static CanonicalUrl url(String pathAndQuery) {
        return CanonicalUrl.ofCanonical("http://a.test" + pathAndQuery);
    }

    @ParameterizedTest
    @CsvSource({
        "/x?utm_source=a&b=1&UTM_Medium=c, tracking, /x?b=1",
        "/x?b=1&gclid=2&a=3, tracking, /x?b=1&a=3",
        "/x?fbclid=1, tracking, /x",
        "/x?, tracking, /x?",
        "/x?a&&b, tracking, /x?a&&b",
        "/x?utm=1&gclidx=2, tracking, /x?utm=1&gclidx=2",
        "/x?PHPSESSID=1, tracking, /x?PHPSESSID=1",
        "/x?PHPSESSID=1&p=2, session, /x?p=2",
        "/x?p=2&sid=1, session, /x?p=2",
        "/x?ASPSESSIONIDABC=1&p=2, session, /x?p=2",
        "/a;jsessionid=1F.n1/b;x=1?q=2, session, /a/b;x=1?q=2",
        "/a;JSESSIONID=1F, session, /a",
        "/(S(abc123))/page.aspx, session, /page.aspx",
        "/app/(A(1)S(abc123))/page.aspx, session, /app/page.aspx",
        "/x?q=(S(abc)), session, /x?q=(S(abc))",
        "/x?utm_source=a, session, /x?utm_source=a",
        "/a/..;sid=1/b, session, /b",
        "/x?utm_source=a&sid=1, both, /x",
        "/x?utm_source=a&sid=1, none, /x?utm_source=a&sid=1"
    })
    void cleaningTakesOutWhatNamesAVisitorAndNothingElse(String from, String what, String to) {
        UrlCleanup cleanup = new UrlCleanup(
                what.equals("session") || what.equals("both"), what.equals("tracking") || what.equals("both"));
        CanonicalUrl clean = cleanup.apply(url(from));
        assertThat(clean).isEqualTo(url(to));
        assertThat(cleanup.apply(clean)).as("once is enough").isEqualTo(clean);
        assertThat(clean.pathAndQuery()).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({
        "/, false",
        "/a/b/c/d/e, false",
        "/a/a/a, false",
        "/a/a/a/a, true",
        "/x/a/b/a/b/a/b, false",
        "/x/a/b/a/b/a/b/a/b, true",
        "/x/a/b/a/b/a/b/a/b/y, true",
        "/1/2/3/4/1/2/3/4/1/2/3/4/1/2/3/4, true",
        "/1/2/3/4/1/2/3/4/1/2/3/4/1/2/3/5, false",
        "/api/java.base/java/lang/String.html, false",
        "////////, false",
        "/blog/2025/11/post, false",
        "/blog/2032/01, false",
        "/blog/2032/01/05, true",
        "/blog/2032-01-05, true",
        "/blog/2031-12-31, false",
        "/events/2032/01, true",
        "/events/2031/12, false",
        "/events.php?month=2032-01, true",
        "/?month=1&year=2040, true",
        "/calendar/2032-01, true",
        "/calendar/1998/05, true",
        "/calendar/2024/05, false",
        "/calendar.php?year=1990, true",
        "/agenda/?date=1998-05-01, true",
        "/events?month=1990-01, false",
        "/events/2019/06/keynote, false",
        "/archive/1998/05, false",
        "/blog/2016/05/09/this-week-in-rust-130/, false",
        "/blog/2018/05/weekly-update, false",
        "/news/2015/03/newsweek-interview, false",
        "/my-calendar-app/1998/05, false",
        "/article/204512, false",
        "/articles/210501/, false",
        "/topic/2040/5, false",
        "/topic/2040/10, false",
        "/rfc/2048-1, false",
        "/product/2048/foo, false",
        "/id/9001-05-05, false",
        "/?year=2040, false",
        "/?x=1&y=2040, false",
        "/?zip=2040, false",
        "/12032/015, false"
    })
    void trapsAreSeenAndWhatIsUsualIsNot(String path, boolean trap) {
        assertThat(TrapRules.DEFAULT.trapIn(url(path), YEAR) != null).isEqualTo(trap);
    }

    @Test
    void lengthAndNumberOfSegmentsAreBounded() {
        assertThat(TrapRules.DEFAULT.trapIn(url("/" + "x".repeat(1_986)), YEAR)).isNull();
        assertThat(TrapRules.DEFAULT.trapIn(url("/" + "x".repeat(1_987)), YEAR)).contains("2000 characters");
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            deep.append("/s").append(i);
        }
        assertThat(TrapRules.DEFAULT.trapIn(url(deep.toString()), YEAR)).isNull();
        assertThat(TrapRules.DEFAULT.trapIn(url(deep + "/x"), YEAR)).contains("50 path segments");
    }

    @Test
    void eachRuleCanBeLifted() {
        TrapRules none = new TrapRules(null, null, null, null);
        for (String path : new String[] {"/" + "x".repeat(3_000), "/a".repeat(100), "/calendar/2099/01"}) {
            assertThat(none.trapIn(url(path), YEAR)).isNull();
        }
        assertThat(new TrapRules(null, null, 1, null).trapIn(url("/a/a"), YEAR)).isNotNull();
        assertThat(new TrapRules(null, null, null, 0).trapIn(url("/2027/01/31"), YEAR))
                .isNotNull();
    }

    @Test
    void aHostileUrlCostsNoMoreThanItsLength() {
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            StringBuilder path = new StringBuilder("/");
            while (path.length() < 8_000) {
                path.append("/20;-_.1(S".charAt(random.nextInt(10)));
            }
            assertThat(new TrapRules(null, null, 3, 5).trapIn(url(path.toString()), YEAR))
                    .satisfiesAnyOf(
                            trap -> assertThat(trap).isNull(),
                            trap -> assertThat(trap).isNotEmpty());
            new UrlCleanup(true, true).apply(url(path.toString()));
        }
    }
}
