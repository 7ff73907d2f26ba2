package io.orbweaver.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.parse.LinkScanner;
import io.orbweaver.parse.ScanLimits;
import io.orbweaver.parse.ScannedPage;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.UrlResolver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DemoSiteTest {

    private static final String AUTHORITY = "127.0.0.1:4711";
    private static final String ROOT = "http://" + AUTHORITY;
    private static final Set<String> MEANT_TO_FAIL = Set.of("/lost/lighthouse.html");

    private final DemoSite site = DemoSite.generate();

    @Test
    void isTheSameEachTime() {
        DemoSite again = DemoSite.generate();

        assertThat(again.targets()).isEqualTo(site.targets());
        assertThat(again.targets())
                .allSatisfy(target -> assertThat(again.answer(target, true)).isEqualTo(site.answer(target, true)));
    }

    @Test
    void everyLinkLeadsToAPageOrAnIntendedError() {
        Map<String, String> missing = new LinkedHashMap<>();
        crawl().forEach((target, referrer) -> {
            if (site.answer(target, true).status() >= 400 && !MEANT_TO_FAIL.contains(target)) {
                missing.put(target, referrer);
            }
        });

        assertThat(missing).isEmpty();
    }

    @Test
    void everyPageIsReachedFromTheFirst() {
        assertThat(crawl().keySet())
                .containsAll(site.targets().stream()
                        .filter(target -> !target.equals("/robots.txt"))
                        .toList())
                .containsAll(MEANT_TO_FAIL);
    }

    @Test
    void hasSomeHundredPagesWithTitlesOfTheirOwn() {
        List<String> titles = new ArrayList<>();
        for (String target : site.targets()) {
            DemoAnswer answer = site.answer(target, true);
            if (answer.isHtml() && answer.status() == 200) {
                titles.add(scan(answer).title());
            }
        }

        assertThat(titles).hasSizeBetween(100, 300).doesNotContainNull();
        assertThat(titles.stream()
                        .filter(title -> !title.startsWith("This should not"))
                        .toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void linksAreSpelledInManyWays() {
        List<String> written = scan(site.answer("/guide/", false)).links().stream()
                .map(ScannedPage.Link::href)
                .toList();

        assertThat(written)
                .anyMatch(href -> href.startsWith("/"))
                .anyMatch(href -> href.startsWith("../"))
                .anyMatch(href -> href.startsWith("//"))
                .anyMatch(href -> href.startsWith("HTTP://"))
                .anyMatch(href -> href.endsWith("#details"))
                .anyMatch(href -> href.startsWith("  "));
    }

    @Test
    void thePageThatFailsAtFirstAnswersAtTheSecondRequest() {
        assertThat(site.answer(DemoSite.FLAKY, false).status()).isEqualTo(500);
        assertThat(site.answer(DemoSite.FLAKY, true).status()).isEqualTo(200);
    }

    /** Follows links and redirects within the site: each target with where it was found. */
    private Map<String, String> crawl() {
        Map<String, String> found = new LinkedHashMap<>(Map.of("/", "the start"));
        Deque<String> queue = new ArrayDeque<>(found.keySet());
        while (!queue.isEmpty()) {
            String from = queue.remove();
            for (String href : references(site.answer(from, true), from)) {
                if (href.startsWith(ROOT + "/")) {
                    String target = href.substring(ROOT.length());
                    if (found.putIfAbsent(target, from) == null) {
                        queue.add(target);
                    }
                }
            }
        }
        return found;
    }

    private static List<String> references(DemoAnswer answer, String from) {
        CanonicalUrl page = resolved(UrlResolver.parse(ROOT + from).urlOrNull());
        if (answer.location() != null) {
            return List.of(resolved(UrlResolver.resolve(page, answer.location()).urlOrNull())
                    .href());
        }
        if (!answer.isHtml()) {
            return List.of();
        }
        ScannedPage scanned = scan(answer);
        CanonicalUrl base = scanned.base() == null
                ? page
                : resolved(UrlResolver.resolve(page, scanned.base()).urlOrNull());
        List<String> references = new ArrayList<>();
        for (ScannedPage.Link link : scanned.links()) {
            CanonicalUrl url = UrlResolver.resolve(base, link.href()).urlOrNull();
            if (url != null) {
                references.add(url.href().replaceFirst("#.*", ""));
            }
        }
        return references;
    }

    private static CanonicalUrl resolved(CanonicalUrl url) {
        assertThat(url).isNotNull();
        return url;
    }

    private static ScannedPage scan(DemoAnswer answer) {
        byte[] body = answer.body(AUTHORITY);
        LinkScanner scanner = new LinkScanner(ScanLimits.DEFAULT, "orbweaver", "utf-8");
        scanner.accept(body, 0, body.length);
        scanner.complete();
        return scanner.page();
    }
}
