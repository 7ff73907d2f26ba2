package io.orbweaver.parse;

import io.orbweaver.job.LinkSource;
import io.orbweaver.parse.KnownTag.Trait;
import io.orbweaver.parse.OpenElements.Namespace;
import io.orbweaver.parse.TagToken.Attribute;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a {@link ScannedPage} of a page's tags, within the limits. */
final class PageCollector implements Tokenizer.Sink {

    private final String productToken;
    private final boolean xml;
    private final OpenElements elements;
    private final TitleText titleText;
    private final LinkCollector links;

    private int omitted;
    private PageDirectives directives = PageDirectives.NONE;

    private boolean collectsTitle;
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

    /** What the page has said since a part was taken last, and of the rest what it has said so far. */
    ScannedPage take(String encoding) {
        String title = hasTitle ? titleText.decoded(xml) : null;
        int out = omitted + links.omitted();
        return new ScannedPage(title, base, links.take(), links.count(), directives, canonical, encoding, out);
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
        String name = tag.value(Attribute.NAME);
        String content = tag.value(Attribute.CONTENT);
        if (name != null && content != null && (Ascii.isToken(name, "robots") || name.equalsIgnoreCase(productToken))) {
            directives = directives.plus(PageDirectives.ofContent(content));
        }
    }
}
