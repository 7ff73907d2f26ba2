package io.orbweaver.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;

/** What comes out of gzip is what went in, and it may be left at any time. */
class GzipTest {

    private static byte[] all(Flux<byte[]> pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        pieces.toIterable().forEach(all::writeBytes);
        return all.toByteArray();
    }

    @Test
    void compressedDataRoundTrips() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            List<byte[]> pieces = new ArrayList<>();
            for (int n = random.nextInt(6); n > 0; n--) {
                byte[] piece = new byte[random.nextInt(i % 10 == 0 ? 300_000 : 100)];
                random.nextBytes(piece);
                pieces.add(random.nextBoolean() ? new byte[piece.length] : piece);
            }
            assertThat(Taken.gunzip(all(Gzip.whole(Flux.fromIterable(pieces)))))
                    .isEqualTo(all(Flux.fromIterable(pieces)));
        }
    }

    @Test
    void membersFollowOneAnother() {
        Gzip gzip = new Gzip();
        byte[] one = {1, 2, 3};
        byte[] two = new byte[100_000];
        byte[] zipped = all(
                Flux.concat(gzip.member(Flux.just(one)), gzip.member(Flux.empty()), gzip.member(Flux.just(two, one))));
        gzip.close();
        gzip.close();
        assertThat(Taken.gunzip(zipped)).isEqualTo(all(Flux.just(one, two, one)));
    }

    @Test
    void aCancelIsSafeWhileAnotherThreadCompresses() {
        List<Throwable> dropped = new CopyOnWriteArrayList<>();
        Hooks.onErrorDropped(dropped::add);
        try {
            byte[] piece = new byte[64 << 10];
            new Random(7).nextBytes(piece);
            Random random = new Random(8);
            for (int i = 0; i < 100; i++) {
                Disposable work = Gzip.whole(Flux.range(0, Integer.MAX_VALUE).map(n -> piece))
                        .subscribeOn(Schedulers.parallel())
                        .subscribe(bytes -> {}, dropped::add);
                Flux.interval(Duration.ofNanos(50_000 + random.nextInt(2_000_000)))
                        .blockFirst();
                work.dispose();
            }
            assertThat(dropped).isEmpty();
        } finally {
            Hooks.resetOnErrorDropped();
        }
    }
}
