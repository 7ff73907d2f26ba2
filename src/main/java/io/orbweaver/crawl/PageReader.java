package io.orbweaver.crawl;

import io.orbweaver.body.ExchangeHead;
import io.orbweaver.commit.Kept;
import io.orbweaver.commit.Ledger;
import io.orbweaver.extract.PageExtractor;
import io.orbweaver.extract.content.HeldPage;
import io.orbweaver.fetch.BodySink;
import io.orbweaver.fetch.Fetched;
import io.orbweaver.fetch.FileFetcher;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.spec.Extraction;
import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.job.spec.LinkSource;
import io.orbweaver.outcome.BodyKeeping;
import io.orbweaver.outcome.Extracted;
import io.orbweaver.parse.PageScanner;
import io.orbweaver.parse.ScanLimits;
import io.orbweaver.parse.ScannedPage;
import io.orbweaver.url.CanonicalUrl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The reading of one page's body: scanned, held and kept as the job asks, with the results. For one hop. */
final class PageReader {

    private final String productToken;
    private final JobSpec spec;
    private final Lease lease;
    private final Ledger ledger;
    private final PageExtractor extractor;
    private final BodyBudget.Claim claim;
    private final PageLinks pageLinks;
    private @Nullable PageScanner scanner;
    private @Nullable LinkParts links;
    private @Nullable HeldBody held;
    private @Nullable BodyParts parts;
    private @Nullable String folderType;
    private @Nullable CanonicalUrl canonical;
    private Extracted extracted = Extracted.NONE;

    /** Which URLs a page, or a part of one, brings into the job. */
    interface PageLinks {
        List<FrontierUrl> of(Fetched.Head head, ScannedPage page);
    }

    PageReader(
            String productToken,
            ActiveJob work,
            Lease lease,
            Ledger ledger,
            BodyBudget.Claim claim,
            PageLinks pageLinks) {
        this.productToken = productToken;
        this.spec = work.job().spec();
        this.extractor = work.extractor();
        this.lease = lease;
        this.ledger = ledger;
        this.claim = claim;
        this.pageLinks = pageLinks;
    }

    /** Whether bytes of the body are to be held, so that a claim is needed first: of a sitemap none are. */
    boolean needsClaim() {
        return lease.entry().isPage() && needsBytes();
    }

    private boolean needsBytes() {
        return spec.keepBodies() || PageExtractor.needsBody(spec.extract());
    }

    /** The sink for a body. A folder's is HTML that was made here: it has links, and no word of the folder's. */
    BodySink sinkFor(Fetched.Head head) {
        boolean folder = FileFetcher.isFolder(head);
        canonical = Links.canonical(lease.entry().target(), head);
        folderType = folder ? head.contentType() : null;
        PageScanner reading = folder
                ? new PageScanner(
                        ScanLimits.DEFAULT, productToken, "text/html;charset=utf-8", LinkSource.DEFAULT, List.of())
                : new PageScanner(
                        ScanLimits.DEFAULT,
                        productToken,
                        head.contentType(),
                        spec.follow(),
                        spec.extract().literals());
        scanner = reading;
        held = !folder && PageExtractor.needsBody(spec.extract()) ? new HeldBody(claim) : null;
        ExchangeHead exchange = head.exchange();
        parts = spec.keepBodies() && !folder && exchange != null ? new BodyParts(lease, ledger, exchange) : null;
        LinkParts many = new LinkParts(reading, page -> pageLinks.of(head, page), lease, ledger);
        links = many;
        return new PageBody(reading, many, held, parts);
    }

    /** Takes out of the body, which has ended, what the job asks for; blocks for as long as that takes. */
    void extract() {
        if (scanner != null && !spec.extract().equals(Extraction.NONE)) {
            extracted = extractor.extract(heldPage(scanner));
            if (held != null) {
                held.letGo();
            }
        }
    }

    /** Whether {@link #extract} is work for a thread of its own. */
    boolean isHeld() {
        return held != null;
    }

    private HeldPage heldPage(PageScanner scanned) {
        ScannedPage page = scanned.page();
        HeldBody body = held;
        return new HeldPage(
                lease.entry().target(),
                mediaType(),
                page == null ? scanned.charset() : page.encoding(),
                page == null ? null : page.base(),
                canonical,
                body == null ? new byte[0] : body.bytes(),
                body == null ? 0 : body.length(),
                body != null && body.isCut(),
                folderType == null ? scanned.patternCounts() : noneFound());
    }

    private Map<String, Long> noneFound() {
        Map<String, Long> none = new LinkedHashMap<>();
        spec.extract().literals().forEach(pattern -> none.put(pattern, 0L));
        return none;
    }

    /** Completes when all of the body but its last part is written. */
    Mono<Void> partsWritten() {
        return parts != null && parts.isBusy() ? parts.settled() : Mono.empty();
    }

    /** Why the store did not take the body or its links, or null. */
    @Nullable
    Throwable trouble() {
        Throwable ofLinks = links == null ? null : links.trouble();
        return ofLinks == null && parts != null ? parts.trouble() : ofLinks;
    }

    /** What the page says; null where it is no HTML. */
    @Nullable
    ScannedPage page() {
        return scanner == null ? null : scanner.page();
    }

    /** The media type without parameters, as declared, or as the content shows where nothing was. */
    @Nullable
    String mediaType() {
        return folderType != null || scanner == null ? folderType : scanner.mediaType();
    }

    /** What {@link #extract} took out of it. */
    Extracted extracted() {
        return extracted;
    }

    /** The body for the page's commit; null where the job keeps none, or there is no room for it. */
    @Nullable
    Kept kept() {
        return parts == null ? null : parts.kept();
    }

    /** Whether the body is kept, as far as is known before the commit; null where the job keeps none. */
    @Nullable
    BodyKeeping keeping(@Nullable Kept kept) {
        return parts == null ? null : kept == null ? BodyKeeping.LIMIT : BodyKeeping.KEPT;
    }
}
