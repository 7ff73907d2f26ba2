package io.orbweaver.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Guarantee 2: waits overlap. Shown by counts, not by a clock: all are in flight before the first ends. */
@ServiceTest
class ConcurrencyIsRealTest {

    @LocalServerPort
    private int port;

    @Test
    void threeWaitsOverlap() {
        Api api = new Api(port);
        try (FakeSite site = FakeSite.start()) {
            site.page("/", "<a href=/p1>1</a><a href=/p2>2</a><a href=/p3>3</a>");
            site.pages(path -> path.startsWith("/p") ? Page.html("x") : Page.status(404));
            site.together("/p", 3);
            String id = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10}");
            assertThat(api.awaitEnd(id).at("/counters/pages").intValue()).isEqualTo(4);
            assertThat(site.peak("/p")).isEqualTo(3);
        }
    }

    @Test
    void theLastWaitsKeepEverySlotBusy() {
        Api api = new Api(port);
        try (FakeSite site = WideSite.of(40, Duration.ZERO).together("/p", 10)) {
            String id = api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10}");
            assertThat(api.awaitEnd(id).at("/counters/pages").intValue()).isEqualTo(41);
            assertThat(site.peak("/p")).isEqualTo(10);
        }
    }
}
