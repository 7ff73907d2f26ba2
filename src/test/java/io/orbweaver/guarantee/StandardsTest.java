package io.orbweaver.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Guarantee 13, end to end; the standards' cases, one by one, are in `url`, `parse`, `robots` and `fetch`. */
@ServiceTest
class StandardsTest {

    @LocalServerPort
    private int port;

    @Test
    void urlsHtmlEncodingsAndRobotsAreReadByTheirStandards() {
        Api api = new Api(port);
        try (FakeSite site = FakeSite.start()) {
            site.page(
                    "/robots.txt",
                    Page.text("User-agent: orbweaver\nDisallow: /*.pdf$\n\nUser-agent: *\nDisallow: /\n"));
            site.page(
                    "/",
                    "<title>A &amp; B</title><a href='/x\\%2e%2E/y?\u00e9#z'>1</a><a href='/f.pdf'>2</a>"
                            + "<svg><title>no</title><style><a href=/svg></a></style></svg>"
                            + "<script>\"<a href=/script>\"</script><textarea><a href=/textarea></textarea>");
            site.page(
                    "/y?%C3%A9",
                    new Page(
                            200,
                            Map.of("Content-Type", "text/html"),
                            "<meta charset=windows-1251><title>\u041c\u0438\u0440</title>"
                                    .getBytes(Charset.forName("windows-1251")),
                            Duration.ZERO));
            site.page("/svg", "in svg, style is markup");
            String id = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms'}");
            List<Api.Event> events = api.events(id);
            assertThat(events)
                    .filteredOn(e -> e.type().equals("page"))
                    .extracting(
                            e -> e.data().get("url").stringValue(),
                            e -> e.data().path("title").asString(""))
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple(site.url("/").href(), "A & B"),
                            org.assertj.core.groups.Tuple.tuple(
                                    site.url("/y?%C3%A9").href(), "\u041c\u0438\u0440"),
                            org.assertj.core.groups.Tuple.tuple(site.url("/svg").href(), ""));
            assertThat(events)
                    .filteredOn(e -> e.type().equals("skip"))
                    .extracting(e -> e.data().get("reason").stringValue())
                    .containsExactly("robots");
        }
    }
}
