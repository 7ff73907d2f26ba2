package io.orbweaver.crawl;

import io.orbweaver.commit.Commit;
import io.orbweaver.commit.Ledger;
import io.orbweaver.commit.Ledger.Receipt;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.parse.PageScanner;
import io.orbweaver.parse.ScannedPage;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes the links of a page that has very many of them ahead of its commit, part by part while the body arrives, so
 * that memory has a bound and no link is left out. A part counts by what the page has said up to there of its base and
 * its directives. Used like a sink, by the thread that reads the body. For one hop.
 */
final class LinkParts {

    private final PageScanner scanner;
    private final Function<ScannedPage, List<FrontierUrl>> discovered;
    private final Lease lease;
    private final Ledger ledger;
    private volatile boolean lost;
    private volatile @Nullable Throwable trouble;

    /** @param discovered which URLs of a part belong to the job */
    LinkParts(PageScanner scanner, Function<ScannedPage, List<FrontierUrl>> discovered, Lease lease, Ledger ledger) {
        this.scanner = scanner;
        this.discovered = discovered;
        this.lease = lease;
        this.ledger = ledger;
    }

    /** Whether a part waits to be written. */
    boolean isBusy() {
        return scanner.hasPart();
    }

    /** Writes the part that waits. What goes wrong is kept for {@link #trouble()}: it is not the server's doing. */
    Mono<Void> settled() {
        return Mono.defer(() -> {
            ScannedPage part = scanner.takePart();
            return lost ? Mono.empty() : write(discovered.apply(part));
        });
    }

    private Mono<Void> write(List<FrontierUrl> urls) {
        return Flux.fromIterable(urls)
                .buffer(Commit.DISCOVERED_MAX)
                .concatMap(some -> ledger.discover(lease, some), 0)
                .takeUntil(receipt -> receipt == Receipt.LEASE_LOST)
                .doOnNext(receipt -> lost |= receipt == Receipt.LEASE_LOST)
                .then()
                .onErrorResume(error -> {
                    trouble = error;
                    lost = true;
                    return Mono.empty();
                });
    }

    /** Why the store took no more, or null. */
    @Nullable
    Throwable trouble() {
        return trouble;
    }
}
