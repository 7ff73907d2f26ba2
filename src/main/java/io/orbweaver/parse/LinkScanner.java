package io.orbweaver.parse;

import io.orbweaver.fetch.BodySink;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page while it arrives: a {@link BodySink} over the HTML standard's tokenizer (§13.2.5), from bytes in any
 * encoding to a {@link ScannedPage}. How the bytes are cut into chunks makes no difference.
 *
 * <p>Reported are {@code a} and {@code area} elements with {@code href} (also SVG's {@code a}, by {@code href} or else
 * {@code xlink:href}), the first {@code title}, the first {@code base href}, {@code meta} elements for robots, and the
 * first {@code link rel=canonical}; nothing within {@code template}, comments, scripts, styles or other text. Scripts
 * do not run, so {@code noscript} is markup. There is no tree: what {@link OpenElements} says of it is approximated.
 *
 * <p>Never fails, whatever the bytes; work is linear in a chunk's length, and {@link ScanLimits} bound what is held.
 * Made for one page and for one thread at a time; never blocks, so it may run on an event loop.
 */
public final class LinkScanner implements BodySink {

    private final PageCollector collector;
    private final Tokenizer tokenizer;
    private final BodyDecoder decoder;
    private @Nullable ScannedPage page;

    /**
     * A scanner for one page.
     *
     * @param limits what it may hold
     * @param productToken our own name in {@code meta} elements, beside {@code robots}; ASCII case-insensitive
     * @param charset the charset parameter of the Content-Type header, if it has one; an unknown label is ignored
     */
    public LinkScanner(ScanLimits limits, String productToken, @Nullable String charset) {
        this.collector = new PageCollector(limits, productToken);
        this.tokenizer = new Tokenizer(collector, limits.valueCharsMax());
        this.decoder = new BodyDecoder(Syntax.HTML, charset, tokenizer::accept);
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        decoder.accept(bytes, offset, length);
    }

    @Override
    public void complete() {
        if (page == null) {
            decoder.complete();
            tokenizer.complete();
            page = collector.page(decoder.encodingName());
        }
    }

    /**
     * What the page says.
     *
     * @throws IllegalStateException before {@link #complete()}
     */
    public ScannedPage page() {
        if (page == null) {
            throw new IllegalStateException("the page is not complete");
        }
        return page;
    }

    /** Number of characters held for results and for the token being read, for the test of bounds. */
    int heldChars() {
        return collector.heldChars() + tokenizer.held();
    }

    /** Number of elements held as open, for the test of bounds. */
    int depth() {
        return collector.depth();
    }
}
