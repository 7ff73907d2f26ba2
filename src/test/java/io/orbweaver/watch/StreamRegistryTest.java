package io.orbweaver.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class StreamRegistryTest {

    private static final Duration STALL_TIMEOUT = Duration.ofSeconds(60);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Listener listener = new Listener();
    private final StreamRegistry registry = new StreamRegistry(
            new WatcherProperties(2, Duration.ofSeconds(15), STALL_TIMEOUT),
            listener,
            () -> Instant.ofEpochMilli(time.now(TimeUnit.MILLISECONDS)),
            new Random(3),
            time);
    private final Client client = new Client();
    private boolean letIn = true;
    private Disposable sweeping = () -> {};

    /** Counts who was dropped. */
    private static final class Listener implements WatcherListener {
        private int stalled;

        @Override
        public void stalled() {
            stalled++;
        }
    }

    /** A connection whose client takes as many bytes as it says. */
    private static final class Client extends EmbeddedChannel {
        private int takes;

        @Override
        protected void doWrite(ChannelOutboundBuffer in) {
            while (takes > 0 && in.current() instanceof io.netty.buffer.ByteBuf bytes) {
                int taken = Math.min(takes, bytes.readableBytes());
                takes -= taken;
                in.removeBytes(taken);
            }
        }

        void take(int bytes) {
            takes = bytes;
            flush();
        }
    }

    @BeforeEach
    void sweep() {
        sweeping = registry.sweeping().subscribe();
    }

    @AfterEach
    void stop() {
        sweeping.dispose();
        client.finishAndReleaseAll();
    }

    @Test
    void aStreamEndsWhoseClientMayNotHaveItAnyMore() {
        stream();
        pass(Duration.ofSeconds(3));
        assertThat(client.isOpen()).isTrue();
        letIn = false;
        pass(Duration.ofSeconds(2));
        assertThat(client.isOpen()).isFalse();
        assertThat(listener.stalled).isZero();
    }

    /** As the stream of all jobs has it: without a watcher of one job. */
    private OpenStream stream() {
        OpenStream stream = new OpenStream(client, null, () -> letIn, time.now(TimeUnit.MILLISECONDS));
        registry.counted(registry.registered(stream, Mono.never())).subscribe();
        return stream;
    }

    private void send(OpenStream stream, int bytes) {
        stream.part();
        client.writeAndFlush(Unpooled.wrappedBuffer(new byte[bytes]));
    }

    /** Passes time by the second: the connection's event loop comes in between. */
    private void pass(Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            time.advanceTimeBy(Duration.ofSeconds(1));
            client.runPendingTasks();
        }
    }

    @Test
    void aWatcherThatTakesNothingIsDroppedOnceAfterTheTimeout() {
        send(stream(), 1_000);
        pass(STALL_TIMEOUT.minusSeconds(1));
        assertThat(client.isOpen()).isTrue();
        pass(Duration.ofSeconds(4));
        assertThat(client.isOpen()).isFalse();
        pass(STALL_TIMEOUT.multipliedBy(3));
        assertThat(listener.stalled).isEqualTo(1);
    }

    @Test
    void aWatcherThatTakesAByteNowAndThenIsNotDropped() {
        send(stream(), 1_000);
        for (int i = 0; i < 100; i++) {
            pass(STALL_TIMEOUT.minusSeconds(5));
            client.take(1);
        }
        assertThat(client.isOpen()).isTrue();
        assertThat(listener.stalled).isZero();
    }

    @Test
    void aWatcherThatHasTakenAllMayWaitForAnyTime() {
        OpenStream stream = stream();
        send(stream, 1_000);
        client.take(1_000);
        pass(STALL_TIMEOUT.multipliedBy(10));
        send(stream, 1_000);
        pass(STALL_TIMEOUT.minusSeconds(2));
        client.take(1_000);
        pass(STALL_TIMEOUT.multipliedBy(10));
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void oneTooManyIsRefusedUntilOneLeaves() {
        Disposable first = registry.counted(Mono.never()).subscribe();
        registry.counted(Mono.never()).subscribe();
        assertThat(registry.count()).isEqualTo(2);
        refused(10);
        assertThat(registry.refusal()).isNotNull();
        first.dispose();
        assertThat(registry.refusal()).isNull();
        StepVerifier.create(registry.counted(Mono.empty())).verifyComplete();
    }

    private void refused(long retryAfterSeconds) {
        StepVerifier.create(registry.counted(Mono.error(new AssertionError("it was let in"))))
                .verifyErrorSatisfies(error -> {
                    StreamRefused refusal = (StreamRefused) error;
                    assertThat(refusal.reason().retryAfter()).isEqualTo(Duration.ofSeconds(retryAfterSeconds));
                });
    }

    @Test
    void aServiceThatGoesOnAfterAStopTakesStreamsAgain() {
        registry.refuse();
        registry.farewell().subscribe();
        time.advanceTimeBy(StreamRegistry.GRACE);
        registry.begin();
        assertThat(registry.refusal()).isNull();
        StepVerifier.create(registry.counted(Mono.just(1).then())).verifyComplete();
        Disposable live = registry.stopping().subscribe();
        assertThat(live.isDisposed()).as("it is not ended by the stop before").isFalse();
    }

    @Test
    void aWatcherThatConnectsDuringTheStopIsAskedToReconnect() {
        stream();
        registry.refuse();
        refused(5);
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void aStopWaitsForThoseWhoTakeTheirLastAndNotForOthers() {
        stream();
        CompletableFuture<Void> farewell = registry.farewell().toFuture();
        pass(StreamRegistry.GRACE.minusSeconds(1));
        assertThat(farewell).isNotDone();
        assertThat(client.isOpen()).isTrue();
        pass(Duration.ofSeconds(2));
        assertThat(farewell).isCompleted();
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void aStopWithoutStreamsIsAtOnce() {
        CompletableFuture<Void> farewell = registry.farewell().toFuture();
        time.advanceTimeBy(Duration.ofMillis(20));
        assertThat(farewell).isCompleted();
        StepVerifier.create(registry.stopping()).verifyComplete();
    }
}
