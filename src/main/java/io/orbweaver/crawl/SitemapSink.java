package io.orbweaver.crawl;

import io.orbweaver.commit.Commit;
import io.orbweaver.commit.Ledger;
import io.orbweaver.commit.Ledger.Receipt;
import io.orbweaver.fetch.BodySink;
import io.orbweaver.fetch.UnzippedSink;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.Scope;
import io.orbweaver.job.spec.UrlCleanup;
import io.orbweaver.robots.SitemapReader;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.Host;
import io.orbweaver.url.UrlResolver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Takes a sitemap's body: what it lists goes to the frontier in parts while the rest still arrives, so that one read's
 * worth of it is in memory and never the whole. For one hop.
 *
 * <p>A sitemap speaks for its own host and for the host whose robots.txt named it (sitemaps.org, "Sitemaps &amp; Cross
 * Submits"); what it says of others is not heard.
 */
final class SitemapSink implements BodySink, SitemapReader.Entries {

    /** Indexes above a sitemap. The protocol allows one; some sites have more. */
    static final int NESTING_MAX = 5;

    /**
     * Decoded bytes of one piece of the body, as it is read from the connection: some hundred times what a piece has. A
     * sitemap that was made to be more would hold the event loop, and memory, before the store can take any of it.
     */
    static final int BURST_BYTES_MAX = 8 << 20;

    private final Lease lease;
    private final Ledger ledger;
    private final Scope scope;
    private final UrlCleanup cleanup;
    private final Set<Host> speaksFor = new HashSet<>();
    private final SitemapReader reader = new SitemapReader(this);
    private final UnzippedSink body;
    private final List<FrontierUrl> found = new ArrayList<>();
    private int entries;
    private int omitted;
    private boolean lost;
    private boolean flooded;
    private int burst;
    private @Nullable Throwable trouble;

    SitemapSink(ActiveJob work, Lease lease, Ledger ledger) {
        this.lease = lease;
        this.ledger = ledger;
        this.scope = work.scope();
        this.cleanup = work.job().spec().cleanUrls();
        this.body = new UnzippedSink(
                new BodySink() {
                    @Override
                    public void accept(byte[] bytes, int offset, int length) {
                        burst += length;
                        flooded |= burst > BURST_BYTES_MAX;
                        if (!flooded) {
                            reader.accept(bytes, offset, length);
                        }
                    }

                    @Override
                    public void complete() {
                        reader.complete();
                    }
                },
                SitemapReader.BYTES_MAX);
        FrontierUrl sitemap = lease.entry();
        speaksFor.add(sitemap.url().host());
        speaksFor.add(sitemap.target().host());
        if (sitemap.referrer() != null) {
            speaksFor.add(CanonicalUrl.ofCanonical(sitemap.referrer()).host());
        }
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        if (!flooded) {
            body.accept(bytes, offset, length);
        }
    }

    @Override
    public void complete() {
        body.complete();
    }

    @Override
    public void omitted() {
        omitted++;
    }

    @Override
    public void page(String url) {
        entries++;
        CanonicalUrl page = listed(url);
        if (page != null && scope.includes(page)) {
            found.add(lease.entry().listed(page));
        }
    }

    @Override
    public void sitemap(String url) {
        entries++;
        CanonicalUrl sitemap = listed(url);
        if (sitemap != null && lease.entry().depth() < NESTING_MAX) {
            found.add(lease.entry().nested(sitemap));
        } else if (sitemap != null) {
            omitted++;
        }
    }

    private @Nullable CanonicalUrl listed(String written) {
        CanonicalUrl url = UrlResolver.resolve(lease.entry().target(), written).urlOrNull();
        return url == null || lost || !url.isHttp() || !speaksFor.contains(url.host()) ? null : cleanup.apply(url);
    }

    @Override
    public boolean isBusy() {
        burst = 0; // asked once for each piece of the body that arrived
        return found.size() > Commit.DISCOVERED_MAX;
    }

    /** Writes the parts that are full. What goes wrong is kept for {@link #trouble()}: it is not the server's doing. */
    @Override
    public Mono<Void> settled() {
        return Mono.defer(() -> ledger.discover(lease, List.copyOf(found.subList(0, Commit.DISCOVERED_MAX))))
                .doOnNext(this::written)
                .repeat(this::isBusy)
                .then()
                .onErrorResume(error -> {
                    trouble = error;
                    lost = true;
                    found.clear();
                    return Mono.empty();
                });
    }

    private void written(Receipt receipt) {
        if (receipt == Receipt.LEASE_LOST) {
            lost = true;
            found.clear();
        } else {
            found.subList(0, Commit.DISCOVERED_MAX).clear();
        }
    }

    /** The body broke off: what came whole counts. */
    void breakOff() {
        if (!flooded) {
            reader.breakOff();
        }
    }

    /** What it lists, as far as it was read. */
    int entries() {
        return entries;
    }

    /** What it lists and a bound kept out. */
    int omittedEntries() {
        return omitted;
    }

    /** What is left for the commit. */
    List<FrontierUrl> rest() {
        return found;
    }

    /** Why the store took no more, or null. */
    @Nullable
    Throwable trouble() {
        return trouble;
    }

    /** Whether it was no sitemap, or broke off. */
    boolean isDamaged() {
        return flooded || reader.isDamaged() || body.isDamaged();
    }
}
