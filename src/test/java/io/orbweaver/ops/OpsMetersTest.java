package io.orbweaver.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orbweaver.commit.StoreStatus;
import io.orbweaver.fetch.FetchSlots;
import io.orbweaver.security.RefusalListener;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What meters tell. */
class OpsMetersTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final OpsConfiguration ops = new OpsConfiguration();

    private double value(Meter meter) {
        return registry.get(meter.meterName()).gauge().value();
    }

    @Test
    void gaugesOfStoreAndKeysAreZeroOnFailure() {
        AtomicReference<String> trouble = new AtomicReference<>();
        StoreStatus store = () -> new StoreStatus.Snapshot(trouble.get(), 0, 0, 0, 0, 0, 0, null);
        ops.stateMeters(new FetchSlots(10), store, () -> 0, trouble::get).bindTo(registry);
        assertThat(value(Meter.KEYS_VALID)).isOne();
        assertThat(value(Meter.STORE_WRITABLE)).isOne();
        trouble.set("it is wrong");
        assertThat(value(Meter.KEYS_VALID)).isZero();
        assertThat(value(Meter.STORE_WRITABLE)).isZero();
    }

    @Test
    void refusalsAreCountedByReason() {
        RefusalListener refusals = ops.refusalMeters(registry);
        refusals.refused("rate-limited");
        refusals.refused("wrong-key");
        refusals.refused("rate-limited");
        assertThat(registry.get(Meter.REQUESTS_REFUSED.meterName())
                        .tag("reason", "rate-limited")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get(Meter.REQUESTS_REFUSED.meterName()).counters())
                .extracting(Counter::count)
                .containsExactlyInAnyOrder(1.0, 2.0);
    }

    @ParameterizedTest
    @EnumSource(Meter.class)
    void everyMeterIsNamedByTheHousesRules(Meter meter) {
        assertThat(meter.meterName()).matches("orbweaver(\\.[a-z]+)+").doesNotContain("total", "seconds");
        assertThat(meter.description()).hasSizeGreaterThan(5).doesNotEndWith(".");
    }
}
