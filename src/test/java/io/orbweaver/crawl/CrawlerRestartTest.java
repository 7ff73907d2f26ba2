package io.orbweaver.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A pipeline that was stopped within its process goes on when it is started again. */
@ServiceTest
class CrawlerRestartTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Crawler crawler;

    @Test
    void aStoppedPipelineGoesOnWithHostsAndLeasesThatItHeld() {
        Api api = new Api(port);
        try (FakeSite site = FakeSite.start()) {
            StringBuilder links = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                links.append("<a href=/p").append(i).append(">x</a>");
            }
            site.page("/", links.toString());
            site.pages(path -> path.startsWith("/p") ? Page.html("x").after(Duration.ofMillis(30)) : Page.status(404));
            String id = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10}");
            api.await(id, job -> job.at("/counters/pages").intValue() > 5);
            crawler.stop(Duration.ZERO).block(Duration.ofSeconds(10));
            assertThat(api.job(id).get("state").stringValue()).isEqualTo("running");
            crawler.start();
            assertThat(api.awaitEnd(id).at("/counters/pages").intValue()).isEqualTo(61);
        }
    }
}
