package io.orbweaver.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody fills the log: so many lines of each place in a minute, and a count of the others. */
class LogLimitTest {

    /** Lines at one moment, and lines so many millis later: how many are logged, how many are counted in the end. */
    @ParameterizedTest
    @CsvSource({
        "1,      0,      0, 1,  0",
        "20,     0,      0, 20, 0",
        "21,     0,      0, 20, 1",
        "50000,  0,      0, 20, 49980",
        "30,     10, 59999, 20, 20",
        "30,     10, 60000, 30, 10",
        "30,     30, 60000, 40, 20",
        "5,      30, 60000, 25, 10",
    })
    void aPlaceLogsSoManyLinesAMinute(int first, int second, long later, int logged, int counted) {
        LogLimit limit = new LogLimit();
        int taken = 0;
        for (int i = 0; i < first; i++) {
            taken += limit.take("a", 1_000) ? 1 : 0;
        }
        for (int i = 0; i < second; i++) {
            taken += limit.take("a", 1_000 + later) ? 1 : 0;
        }
        assertThat(limit.take("b", 1_000)).as("another place").isTrue();
        assertThat(taken).isEqualTo(logged);
        long end = 1_000 + later + LogLimit.MINUTE_MILLIS;
        List<LogLimit.Omitted> expected = counted == 0 ? List.of() : List.of(new LogLimit.Omitted("a", counted));
        assertThat(limit.omitted(end)).isEqualTo(expected);
        assertThat(limit.omitted(end)).as("counted once").isEmpty();
    }

    @Test
    void warningsAndErrorsOfEveryLoggerAreLimitedAndOthersAreNot() {
        LoggerContext context = new LoggerContext();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        LogLimitLifecycle.Limiting filter = new LogLimitLifecycle.Limiting();
        filter.start();
        lines.addFilter(filter);
        lines.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(lines);
        ch.qos.logback.classic.Logger library = context.getLogger("reactor.netty.http.client.Anything");
        library.setLevel(Level.INFO);
        for (int i = 0; i < 1_000; i++) {
            library.warn("each time another text " + i);
            library.atError().addKeyValue("site", i).log("of any form");
            library.info("news");
        }
        assertThat(lines.list).filteredOn(line -> line.getLevel() == Level.INFO).hasSize(1_000);
        assertThat(lines.list)
                .filteredOn(line -> line.getLevel() != Level.INFO)
                .hasSizeBetween(LogLimit.LINES_MAX, 2 * LogLimit.LINES_MAX);
    }
}
