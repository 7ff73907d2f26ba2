package io.orbweaver.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orbweaver.fetch.Fetched.Response;
import io.orbweaver.outcome.FailureKind;
import io.orbweaver.site.DamagedServer;
import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** A sink that says when it can take more: nothing is read over its head, and nothing is lost. */
class BusySinkTest {

    private static final int BODY_BYTES = 8 << 20;

    @AutoClose
    private static final Fetches fetches = Fetches.local();

    /** Busy behind each piece, for as long as a Mono says; notes what it is told meanwhile. */
    private static final class Busy implements BodySink {

        private final Supplier<Mono<Void>> wait;
        private final AtomicInteger waits = new AtomicInteger();
        private final AtomicInteger waiting = new AtomicInteger();
        private final AtomicLong bytes = new AtomicLong();
        private final AtomicInteger wrong = new AtomicInteger();
        private volatile boolean completed;

        Busy(Supplier<Mono<Void>> wait) {
            this.wait = wait;
        }

        @Override
        public void accept(byte[] chunk, int offset, int length) {
            note();
            bytes.addAndGet(length);
        }

        @Override
        public void complete() {
            note();
            completed = true;
        }

        private void note() {
            if (waiting.get() != 0 || !Thread.currentThread().getName().startsWith("fetch")) {
                wrong.incrementAndGet();
            }
        }

        @Override
        public boolean isBusy() {
            return true;
        }

        @Override
        public Mono<Void> settled() {
            waits.incrementAndGet();
            waiting.incrementAndGet();
            return wait.get().doOnTerminate(waiting::decrementAndGet).doOnCancel(waiting::decrementAndGet);
        }
    }

    private static FetchRequest large(FakeSite site) {
        return new FetchRequest(site.url("/large"), Map.of(), Duration.ofSeconds(20), BODY_BYTES);
    }

    private static FakeSite largeSite() {
        FakeSite site = FakeSite.start();
        site.page("/large", "x".repeat(BODY_BYTES)).page("/", "<p>ok");
        return site;
    }

    @Test
    void aLargeBodyComesWholeToASinkThatIsBusyBehindEachPiece() {
        try (FakeSite site = largeSite()) {
            Busy sink = new Busy(() -> Mono.<Void>empty().publishOn(Schedulers.parallel()));

            Response response = (Response) fetches.get(large(site), sink);

            assertThat(response.bytes()).isEqualTo(BODY_BYTES);
            assertThat(sink.bytes).hasValue(BODY_BYTES);
            assertThat(sink.completed).isTrue();
            assertThat(sink.waits.get()).isGreaterThan(1);
            assertThat(sink.wrong)
                    .as("calls while it was busy, or off the event loop")
                    .hasValue(0);
            fetches.get(Fetches.request(site.url("/")));
            assertThat(site.connections()).isOne();
        }
    }

    @Test
    void waitingForTheSinkDoesNotCountAgainstTheServer() {
        try (FakeSite site = largeSite()) {
            AtomicInteger waits = new AtomicInteger();
            Duration timeout = Duration.ofSeconds(2);
            Busy sink = new Busy(() -> waits.getAndIncrement() == 0
                    ? Mono.delay(timeout.plusSeconds(1)).then()
                    : Mono.<Void>empty().publishOn(Schedulers.parallel()));

            assertThat(fetches.get(new FetchRequest(site.url("/large"), Map.of(), timeout, BODY_BYTES), sink))
                    .isInstanceOf(Response.class);
        }
    }

    @Test
    void whileItIsBusyTheServerIsNotReadFrom() {
        try (DamagedServer server = DamagedServer.start()) {
            AtomicLong sent = new AtomicLong();
            server.on("/endless", wire -> {
                wire.head(200, "Content-Type: text/plain");
                byte[] bytes = new byte[64 << 10];
                while (true) {
                    wire.send(bytes);
                    sent.addAndGet(bytes.length);
                }
            });
            Sinks.Empty<Void> never = Sinks.empty();
            Busy sink = new Busy(never::asMono);

            Disposable fetch =
                    fetches.mono(Fetches.request(server.url("/endless")), sink).subscribe();
            await().until(() -> sink.waits.get() == 1);
            AtomicLong before = new AtomicLong(-1);
            await().pollInterval(Duration.ofMillis(300)).until(() -> before.getAndSet(sent.get()) == sent.get());
            fetch.dispose();

            assertThat(sink.bytes.get()).isLessThanOrEqualTo(64 << 10);
            assertThat(sent.get()).as("what the buffers of the kernel hold").isLessThan(64 << 20);
            await().until(server::open, open -> open == 0);
            assertThat(sink.waiting).hasValue(0);
            assertThat(sink.completed).isFalse();
        }
    }

    @Test
    void anAnswerThatIsInButNotTakenLeavesItsConnectionToOthers() {
        try (FakeSite site = FakeSite.start()) {
            site.page("/small", "<p>small").page("/slow", Page.html("<p>slow").after(Duration.ofMillis(600)));
            Busy sink = new Busy(Mono::never);

            Disposable fetch =
                    fetches.mono(Fetches.request(site.url("/small")), sink).subscribe();
            await().until(() -> sink.waiting.get() == 1);
            Mono<Fetched> other = fetches.mono(Fetches.request(site.url("/slow")), new Fetches.Taken())
                    .cache();
            Disposable running = other.subscribe();
            await().until(() -> site.asked().contains("/slow"));
            fetch.dispose();

            assertThat(Fetches.got(other)).isInstanceOf(Response.class);
            assertThat(running.isDisposed()).isTrue();
            assertThat(site.connections()).isOne();
            assertThat(sink.waiting).hasValue(0);
        }
    }

    @Test
    void aSinkThatFailsToSettleIsOurBug() {
        try (FakeSite site = largeSite()) {
            Busy sink = new Busy(() -> Mono.error(new IllegalArgumentException("a bug")));

            assertThat(fetches.get(large(site), sink))
                    .isInstanceOfSatisfying(
                            Fetched.Failed.class,
                            failed -> assertThat(failed.kind()).isEqualTo(FailureKind.INTERNAL));
        }
    }
}
