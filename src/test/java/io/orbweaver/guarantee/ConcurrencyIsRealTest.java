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
            site.page("/", "<a href=/100>1</a><a href=/200>2</a><a href=/300>3</a>");
            for (int wait : new int[] {100, 200, 300}) {
                site.page("/" + wait, Page.html("x").after(Duration.ofMillis(10L * wait)));
            }
            api.awaitEnd(api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10}"));
            assertThat(site.peak()).isEqualTo(3);
        }
    }

    @Test
    void theLastWaitsKeepEverySlotBusy() {
        Api api = new Api(port);
        try (FakeSite site = WideSite.of(40, Duration.ofMillis(300))) {
            api.awaitEnd(api.submit("{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10}"));
            assertThat(site.peak("/p")).isEqualTo(10);
        }
    }
}
