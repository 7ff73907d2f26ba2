package io.orbweaver.parse;

import io.orbweaver.fetch.BodySink;
import io.orbweaver.job.spec.LinkSource;
import io.orbweaver.parse.encoding.BodyDecoder;
import io.orbweaver.parse.encoding.Syntax;
import io.orbweaver.parse.encoding.WebEncoding;
import io.orbweaver.parse.mime.MediaType;
import io.orbweaver.parse.mime.MimeSniffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entry point of this package for the pipeline: reads one body by its type, while it arrives.
 *
 * <p>HTML and XHTML go to a {@link LinkScanner}. A body without a usable type (MIME Sniffing §7, {@link MimeSniffer})
 * first shows what it is, and so does one that is only said to be XML ({@link XhtmlRoot}); of any other nothing is
 * read. Where patterns are asked for, every body is decoded and they are counted in its source, markup included. How it
 * is cut into chunks makes no difference.
 *
 * <p>Never fails, whatever the bytes; work is linear in a chunk's length (once for each pattern). Held are at most
 * {@value MimeSniffer#HEAD_MAX} bytes until the type is known, and then what {@link ScanLimits} bound. Made for one
 * body and for one thread at a time; never blocks, so it may run on an event loop.
 */
public final class PageScanner implements BodySink {

    private final ScanLimits limits;
    private final String productToken;
    private final @Nullable String contentType;
    private final @Nullable String charset;
    private final Set<LinkSource> sources;
    private final @Nullable PatternCounter patterns;

    /** The first bytes while the type of the body is undecided. */
    private byte @Nullable [] head;

    private int headLength;
    private @Nullable String mediaType;
    private @Nullable LinkScanner scanner;
    private @Nullable BodyDecoder plain;
    private boolean completed;

    /**
     * A scanner for one body.
     *
     * @param limits what it may hold
     * @param productToken this crawler's name in {@code meta} elements, beside {@code robots}; ASCII case-insensitive
     * @param contentType the Content-Type field as received; null if absent
     * @param sources the elements that links are taken from
     * @param patterns literals to count, case-sensitive, none of them empty; none where the list is
     */
    public PageScanner(
            ScanLimits limits,
            String productToken,
            @Nullable String contentType,
            Set<LinkSource> sources,
            List<String> patterns) {
        this.limits = limits;
        this.productToken = productToken;
        this.contentType = contentType;
        this.sources = sources;
        this.patterns = patterns.isEmpty() ? null : new PatternCounter(patterns);
        MediaType declared = MediaType.parse(contentType);
        this.charset = declared == null ? null : declared.charset();
        if (declared == null || declared.isAnyXml() || MimeSniffer.isNeeded(contentType)) {
            head = new byte[MimeSniffer.HEAD_MAX];
        } else {
            readAs(declared);
        }
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        byte[] undecided = head;
        if (undecided == null) {
            read(bytes, offset, length);
            return;
        }
        int taken = Math.min(length, undecided.length - headLength);
        System.arraycopy(bytes, offset, undecided, headLength, taken);
        headLength += taken;
        if (headLength == undecided.length) {
            sniff(undecided);
            read(bytes, offset + taken, length - taken);
        }
    }

    @Override
    public void complete() {
        if (completed) {
            return;
        }
        completed = true;
        if (head != null) {
            sniff(head);
        }
        if (scanner != null) {
            scanner.complete();
        } else if (plain != null) {
            plain.complete();
        }
    }

    /**
     * Whether enough links are held to be taken before the body goes on. A caller that does not take them loses what
     * exceeds the limits.
     */
    public boolean hasPart() {
        return !completed && scanner != null && scanner.hasPart();
    }

    /**
     * The links since a part was taken last, with base, directives and encoding as the page has said them so far.
     *
     * @throws IllegalStateException where the body is no page
     */
    public ScannedPage takePart() {
        if (scanner == null) {
            throw new IllegalStateException("no page");
        }
        return scanner.takePart();
    }

    /** What the page says; null where the body is no HTML or XHTML, and before {@link #complete()}. */
    public @Nullable ScannedPage page() {
        return completed && scanner != null ? scanner.page() : null;
    }

    /**
     * The essence of the body's computed type (MIME Sniffing §7): the declared one, or what its bytes show, which of
     * XML may be that it is XHTML; null as long as those are too few, which after {@link #complete()} they are not.
     */
    public @Nullable String mediaType() {
        return mediaType;
    }

    /** The charset of the Content-Type field, as written; null if absent. */
    public @Nullable String charset() {
        return charset;
    }

    /** How often each pattern was found so far, zero included, in the order asked; empty where none was asked for. */
    public Map<String, Long> patternCounts() {
        return patterns == null ? Map.of() : patterns.counts(encoding());
    }

    private WebEncoding encoding() {
        if (scanner != null) {
            return scanner.encoding();
        }
        return plain == null ? WebEncoding.UTF_8 : plain.settle(null, null);
    }

    /** Number of bytes and characters held, for the test of bounds. */
    int held() {
        return (head == null ? 0 : head.length) + (scanner == null ? 0 : scanner.heldChars());
    }

    private void sniff(byte[] first) {
        head = null;
        MediaType type = new MediaType(MimeSniffer.computed(contentType, first, headLength), charset);
        boolean page = type.isAnyXml() && XhtmlRoot.isIn(first, headLength);
        readAs(page ? new MediaType("application/xhtml+xml", charset) : type);
        read(first, 0, headLength);
    }

    private void readAs(MediaType type) {
        mediaType = type.essence();
        if (type.isHtml() || type.isXhtml()) {
            Syntax syntax = type.isHtml() ? Syntax.HTML : Syntax.XML;
            scanner = new LinkScanner(limits, productToken, charset, sources, syntax, patterns);
        } else if (patterns != null) {
            plain = new BodyDecoder(type.isXml() ? Syntax.XML : Syntax.TEXT, charset, patterns);
        }
    }

    private void read(byte[] bytes, int offset, int length) {
        if (scanner != null) {
            scanner.accept(bytes, offset, length);
        } else if (plain != null) {
            plain.accept(bytes, offset, length);
        }
    }
}
