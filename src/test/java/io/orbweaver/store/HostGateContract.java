package io.orbweaver.store;

import static io.orbweaver.store.StoreClient.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.job.JobId;
import io.orbweaver.politeness.HostPolicy;
import io.orbweaver.politeness.Turn;
import io.orbweaver.politeness.TurnAnswer;
import io.orbweaver.politeness.Verdict;
import io.orbweaver.url.Host;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;

/** What a host gate holds to. */
interface HostGateContract extends StoreContract {

    Host HOST = new Host("a.test");
    JobId JOB = new JobId(1);
    JobId OTHER = new JobId(2);
    HostPolicy POLICY = new HostPolicy(2, Duration.ofMillis(100));

    private TurnAnswer take(JobId job, HostPolicy policy) {
        return await(store().hostGate().take(HOST, job, policy));
    }

    private Turn granted(JobId job, HostPolicy policy) {
        TurnAnswer answer = take(job, policy);
        assertThat(answer).isInstanceOf(TurnAnswer.Granted.class);
        return ((TurnAnswer.Granted) answer).turn();
    }

    private Turn begun(JobId job, HostPolicy policy) {
        return await(store().hostGate().begin(granted(job, policy)));
    }

    private void advance(long millis) {
        store().clock().advance(Duration.ofMillis(millis));
    }

    private Instant in(long millis) {
        return store().clock().instant().plusMillis(millis);
    }

    @Test
    default void startsAreSpacedAndAFreshHostCountsAsJustStarted() {
        assertThat(take(JOB, POLICY)).isEqualTo(new TurnAnswer.Wait(in(100)));
        advance(100);
        begun(JOB, POLICY);
        assertThat(take(JOB, POLICY)).isEqualTo(new TurnAnswer.Wait(in(100)));
    }

    @Test
    default void spacingCountsFromTheTransfersStart() {
        advance(100);
        Turn turn = granted(JOB, POLICY);
        advance(500);
        assertThat(take(JOB, POLICY)).isEqualTo(new TurnAnswer.Wait(Instant.MAX));
        Turn begun = await(store().hostGate().begin(turn));
        assertThat(begun.start()).isEqualTo(in(0));
        assertThat(take(JOB, POLICY)).isEqualTo(new TurnAnswer.Wait(in(100)));
        advance(100);
        granted(JOB, POLICY);
    }

    @Test
    default void noMoreTurnsAreOutThanTheCap() {
        advance(100);
        Turn first = begun(JOB, POLICY);
        advance(100);
        begun(JOB, POLICY);
        advance(1_000);
        assertThat(take(JOB, POLICY)).isEqualTo(new TurnAnswer.Wait(Instant.MAX));
        await(store().hostGate().giveBack(first, Verdict.ANSWERED));
        granted(JOB, POLICY);
    }

    @Test
    default void anUnspentTurnCostsNothing() {
        advance(100);
        await(store().hostGate().giveBack(granted(JOB, POLICY), Verdict.UNSPENT));
        granted(JOB, POLICY);
    }

    @Test
    default void aTurnThatWasNotReceivedIsReturnedUnspent() {
        advance(100);
        BaseSubscriber<TurnAnswer> gone = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
                // asks for nothing
            }

            @Override
            protected void hookFinally(SignalType type) {
                assertThat(type).isEqualTo(SignalType.CANCEL);
            }
        };
        store().hostGate().take(HOST, JOB, POLICY).subscribe(gone);
        gone.cancel();
        begun(JOB, POLICY);
        advance(100);
        granted(JOB, POLICY);
    }

    @Test
    default void retryAfterHoldsOverARestart() {
        Instant until = in(60_000);
        await(store().hostGate().hold(HOST, until));
        await(store().hostGate().hold(HOST, in(10_000)));
        store().crash();
        advance(30_000);
        assertThat(take(JOB, POLICY)).isEqualTo(new TurnAnswer.Wait(until));
        advance(30_000);
        granted(JOB, POLICY);
    }

    @Test
    default void retryAfterIsObeyedForAnHourAtTheMost() {
        Instant hour = in(3_600_000);
        await(store().hostGate().hold(HOST, in(36_000_000)));
        assertThat(take(JOB, POLICY)).isEqualTo(new TurnAnswer.Wait(hour));
    }

    @Test
    default void aHostCountsAsJustStartedAfterARestart() {
        advance(100);
        granted(JOB, POLICY);
        advance(1_000);
        store().reopen();
        assertThat(take(JOB, POLICY)).isEqualTo(new TurnAnswer.Wait(in(100)));
    }

    @Test
    default void thePolitestJobDecidesUntilItLeaves() {
        advance(100);
        Turn turn = begun(JOB, POLICY);
        assertThat(take(OTHER, new HostPolicy(1, Duration.ofSeconds(5)))).isEqualTo(new TurnAnswer.Wait(in(5_000)));
        advance(1_000);
        assertThat(take(JOB, POLICY)).isEqualTo(new TurnAnswer.Wait(in(4_000)));
        advance(4_000);
        assertThat(take(JOB, POLICY)).isEqualTo(new TurnAnswer.Wait(Instant.MAX));
        await(store().hostGate().leave(HOST, OTHER));
        granted(JOB, POLICY);
        await(store().hostGate().giveBack(turn, Verdict.ANSWERED));
    }

    @Test
    default void hostsAreListedByNameFromOneOn() {
        for (String name : new String[] {"c.test", "a.test", "b.test"}) {
            await(store().hostGate().take(new Host(name), JOB, POLICY));
        }
        assertThat(await(store().hostGate().hosts("a.test", 1)))
                .extracting(view -> view.host().value())
                .containsExactly("b.test");
        assertThat(await(store().hostGate().hosts("", 10))).hasSize(3);
    }
}
