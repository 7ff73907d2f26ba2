package io.orbweaver.parse;

import io.orbweaver.fetch.BodySink;
import io.orbweaver.job.spec.LinkSource;
import io.orbweaver.parse.encoding.BodyDecoder;
import io.orbweaver.parse.encoding.RawText;
import io.orbweaver.parse.encoding.Syntax;
import io.orbweaver.parse.encoding.WebEncoding;
import io.orbweaver.parse.html.OpenElements;
import io.orbweaver.parse.html.Tokenizer;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The scanner of a page while it arrives: a {@link BodySink} over the HTML standard's tokenizer (§13.2.5), from bytes
 * in any encoding to a {@link ScannedPage}. How the bytes are cut into chunks makes no difference.
 *
 * <p>Reported are the links of the sources asked for ({@link LinkSource}; else those of {@code a} and {@code area}),
 * the first {@code title}, the first {@code base href}, {@code meta} elements for robots, and the first {@code link
 * rel=canonical}; nothing within {@code template}, comments, scripts, styles or other text. Scripts do not run, so
 * {@code noscript} is markup. There is no tree: what {@link OpenElements} says of it is approximated.
 *
 * <p>XML differs in this: a tag with {@code />} is an empty element, be it a script; CDATA sections exist everywhere;
 * only its declaration names its encoding. It is not checked for being well-formed, and prefixes are not resolved.
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
     * @param productToken this crawler's name in {@code meta} elements, beside {@code robots}; ASCII case-insensitive
     * @param charset the charset parameter of the Content-Type header, if it has one; an unknown label is ignored
     */
    public LinkScanner(ScanLimits limits, String productToken, @Nullable String charset) {
        this(limits, productToken, charset, LinkSource.DEFAULT, Syntax.HTML, null);
    }

    /** As above, with links of these sources, in HTML or XML; the characters may go to another sink, too. */
    LinkScanner(
            ScanLimits limits,
            String productToken,
            @Nullable String charset,
            Set<LinkSource> sources,
            Syntax syntax,
            BodyDecoder.@Nullable Sink also) {
        this.collector = new PageCollector(limits, productToken, sources, syntax == Syntax.XML);
        this.tokenizer = new Tokenizer(collector, limits.valueCharsMax(), collector.captured());
        this.decoder = new BodyDecoder(syntax, charset, also == null ? tokenizer::accept : both(tokenizer, also));
    }

    private static BodyDecoder.Sink both(Tokenizer tokenizer, BodyDecoder.Sink also) {
        return new BodyDecoder.Sink() {
            @Override
            public void characters(char[] characters, int length) {
                tokenizer.accept(characters, length);
                also.characters(characters, length);
            }

            @Override
            public void undeclared() {
                also.undeclared();
            }
        };
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
            page = takePart();
        }
    }

    /** Whether enough links are held to be taken. */
    boolean hasPart() {
        return collector.hasPart();
    }

    /** The links since a part was taken last, with what the page has said so far. */
    ScannedPage takePart() {
        WebEncoding encoding = encoding();
        return collector.take(
                encoding, decoder.isUndeclared() ? raw -> RawText.decoded(raw, encoding) : UnaryOperator.identity());
    }

    /** The page's encoding, as far as it has come. */
    WebEncoding encoding() {
        return decoder.settle(collector.declaredEncoding(), collector.language());
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
