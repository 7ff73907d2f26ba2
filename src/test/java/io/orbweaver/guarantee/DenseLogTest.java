package io.orbweaver.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.Api.Event;
import io.orbweaver.service.ServiceTest;
import io.orbweaver.site.FakeSite;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Guarantee 6: 1, 2, 3 …; `end` is the last event, once, and its counters match the log. */
@ServiceTest
class DenseLogTest {

    @LocalServerPort
    private int port;

    @Test
    void aWatcherSeesEveryNumberAndTheEndOnce() {
        Api api = new Api(port);
        try (FakeSite site = WideSite.of(80, Duration.ofMillis(5))) {
            List<Event> events = api
                    .submitAndStream(
                            "{'seeds':['" + site.url("/") + "'],'delay':'0ms','perHost':10}", Integer.MAX_VALUE)
                    .stream()
                    .filter(e -> !e.type().equals("progress"))
                    .toList();
            for (int i = 0; i < events.size(); i++) {
                assertThat(events.get(i).seq()).isEqualTo(i + 1);
            }
            Event end = events.get(events.size() - 1);
            assertThat(events).filteredOn(e -> e.type().equals("end")).containsExactly(end);
            assertThat(end.data().at("/counters/pages").intValue()).isEqualTo((int)
                    events.stream().filter(e -> e.type().equals("page")).count());
            assertThat(end.data().at("/counters/leased").intValue()).isZero();
            assertThat(events.get(events.size() - 2).type()).isEqualTo("state");
        }
    }
}
