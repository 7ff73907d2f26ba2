package io.orbweaver.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.service.Api;
import io.orbweaver.service.ServiceTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A small job beside a huge one gets its share: slots go round the jobs, and turns of a host alternate. */
@ServiceTest
class FairnessTest {

    private static final int SMALL = 25;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aSmallJobIsNotKeptWaitingByAHugeOne(int hostOfTheSmallOne) {
        Api api = new Api(port);
        try (TreeSite site = TreeSite.start(SMALL - 1, Duration.ofMillis(100))) {
            String huge = api.submit("{" + site.job("huge", 0, 1_000_000) + "}");
            api.await(huge, job -> job.at("/counters/pages").intValue() > 60);
            int before = site.asked().hits();
            String small = api.submit("{" + site.job("small", hostOfTheSmallOne, SMALL) + "}");
            api.awaitEnd(small);
            api.send("POST", "/v1/jobs/" + huge + "/cancel", "");
            List<String> since = site.asked().asked().stream().skip(before).toList();
            int last = lastOf("small", since);
            long ofTheSmall =
                    since.stream().filter(path -> TreeSite.isOf("small", path)).count();
            long ofTheHuge = since.stream()
                    .limit(last)
                    .filter(path -> TreeSite.isOf("huge", path))
                    .count();
            assertThat(ofTheSmall).isEqualTo(SMALL);
            assertThat(ofTheHuge).isLessThanOrEqualTo(2 * SMALL + 10);
            assertThat(site.asked().peak()).isLessThanOrEqualTo(10);
        }
    }

    private static int lastOf(String tree, List<String> paths) {
        int last = -1;
        for (int i = 0; i < paths.size(); i++) {
            last = TreeSite.isOf(tree, paths.get(i)) ? i : last;
        }
        return last;
    }
}
