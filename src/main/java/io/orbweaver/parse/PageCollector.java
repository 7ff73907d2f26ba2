package io.orbweaver.parse;

import io.orbweaver.job.spec.LinkSource;
import io.orbweaver.parse.ScannedPage.Link;
import io.orbweaver.parse.encoding.Ascii;
import io.orbweaver.parse.encoding.EncodingPrescan;
import io.orbweaver.parse.encoding.WebEncoding;
import io.orbweaver.parse.html.KnownTag;
import io.orbweaver.parse.html.KnownTag.Trait;
import io.orbweaver.parse.html.OpenElements;
import io.orbweaver.parse.html.OpenElements.Namespace;
import io.orbweaver.parse.html.TagToken;
import io.orbweaver.parse.html.TagToken.Attribute;
import io.orbweaver.parse.html.TitleText;
import io.orbweaver.parse.html.Tokenizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The collector of a {@link ScannedPage} from a page's tags, within the limits. */
final class PageCollector implements Tokenizer.Sink {

    private final String productToken;
    private final boolean xml;
    private final OpenElements elements;
    private final TitleText titleText;
    private final LinkCollector links;

    private int omitted;
    private PageDirectives directives = PageDirectives.NONE;

    private boolean collectsTitle;
    private @Nullable WebEncoding declared;
    private @Nullable String language;
    private boolean hasTitle;
    private boolean hasBase;
    private @Nullable String base;
    private boolean hasCanonical;
    private @Nullable String canonical;

    PageCollector(ScanLimits limits, String productToken, Set<LinkSource> sources, boolean xml) {
        this.productToken = productToken;
        this.xml = xml;
        this.elements = new OpenElements(xml);
        this.links = new LinkCollector(limits, sources);
        this.titleText = new TitleText(limits.titleCharsMax());
    }

    @Override
    public @Nullable KnownTag startTag(TagToken tag) {
        Namespace namespace = elements.start(tag);
        KnownTag known = tag.known();
        if (known == null) {
            return null;
        }
        if (!elements.inTemplate()) {
            collect(tag, known, namespace);
        }
        return namespace == Namespace.HTML && hasText(tag, known) ? known : null;
    }

    @Override
    public void endTag(TagToken tag) {
        // text elements do not nest: this is the title's own end
        collectsTitle = false;
        elements.end(tag);
    }

    @Override
    public void text(char[] characters, int start, int end) {
        if (collectsTitle) {
            titleText.append(characters, start, end);
        }
    }

    @Override
    public boolean hasCdata() {
        return xml || elements.inForeignContent();
    }

    /** The traits of the tags whose attributes are read. */
    int captured() {
        return links.sources() | Trait.CAPTURED;
    }

    /** Whether enough links are held to be taken. */
    boolean hasPart() {
        return links.hasPart();
    }

    /** What a meta said of the encoding; null where none did, or nothing that is known. */
    @Nullable
    WebEncoding declaredEncoding() {
        return declared;
    }

    /** What the page says of its language, or null. */
    @Nullable
    String language() {
        return language;
    }

    /**
     * What the page has said since a part was taken last, and of the rest what it has said so far.
     *
     * @param encoding the page's
     * @param encoded turns what was read into characters of the encoding
     */
    ScannedPage take(WebEncoding encoding, UnaryOperator<String> encoded) {
        String title = hasTitle ? titleText.decoded(xml, encoded) : null;
        List<Link> taken = links.take().stream()
                .map(link -> new Link(encoded.apply(link.href()), link.nofollow()))
                .toList();
        return new ScannedPage(
                title,
                base == null ? null : encoded.apply(base),
                taken,
                links.count(),
                directives,
                canonical == null ? null : encoded.apply(canonical),
                encoding.name(),
                hasTitle ? titleText.cut() : 0,
                omitted + links.omitted());
    }

    int heldChars() {
        return links.heldChars() + titleText.held();
    }

    int depth() {
        return elements.depth();
    }

    private void collect(TagToken tag, KnownTag known, Namespace namespace) {
        if (namespace == Namespace.HTML) {
            if (known.is(links.sources())) {
                links.collect(tag, known);
            }
            switch (known) {
                case BASE -> base(tag);
                case LINK -> canonical(tag);
                case META -> meta(tag);
                case HTML -> language = language == null ? tag.value(Attribute.LANG) : language;
                case TITLE -> {
                    collectsTitle = !hasTitle && hasText(tag, known);
                    hasTitle = true;
                }
                default -> {}
            }
        } else if (namespace == Namespace.SVG && known == KnownTag.A && known.is(links.sources())) {
            links.collectSvg(tag);
        }
    }

    /** In XML everything is markup; a script, style, title or textarea is expected to have none, as HTML has it. */
    private boolean hasText(TagToken tag, KnownTag known) {
        return xml ? !tag.isSelfClosing() && known.is(Trait.TEXT_IN_XML) : known.hasTextContent();
    }

    private void base(TagToken tag) {
        if (!hasBase && tag.has(Attribute.HREF)) {
            hasBase = true;
            base = tag.value(Attribute.HREF);
            omitted += base == null ? 1 : 0;
        }
    }

    private void canonical(TagToken tag) {
        String rel = tag.value(Attribute.REL);
        if (!hasCanonical && rel != null && tag.has(Attribute.HREF) && Ascii.hasToken(rel, "canonical")) {
            hasCanonical = true;
            canonical = tag.value(Attribute.HREF);
            omitted += canonical == null ? 1 : 0;
        }
    }

    private void meta(TagToken tag) {
        if (declared == null && !xml) {
            declared = encodingOf(tag);
        }
        String name = tag.value(Attribute.NAME);
        String content = tag.value(Attribute.CONTENT);
        if (name != null && content != null && (Ascii.isToken(name, "robots") || name.equalsIgnoreCase(productToken))) {
            directives = directives.plus(PageDirectives.ofContent(content));
        }
    }

    /** §13.2.6.4.4, what a meta start tag says of the encoding. */
    private static @Nullable WebEncoding encodingOf(TagToken tag) {
        String label = tag.value(Attribute.CHARSET);
        if (!tag.has(Attribute.CHARSET)) {
            String pragma = tag.value(Attribute.HTTP_EQUIV);
            String content = tag.value(Attribute.CONTENT);
            boolean isType = pragma != null && Ascii.isToken(pragma, "content-type");
            label = isType && content != null ? EncodingPrescan.charsetIn(content.toLowerCase(Locale.ROOT)) : null;
        }
        return label == null ? null : EncodingPrescan.declaredBy(label);
    }
}
