package io.orbweaver.parse;

import io.orbweaver.parse.OpenElements.Namespace;
import io.orbweaver.parse.ScannedPage.Link;
import io.orbweaver.parse.TagToken.Attribute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a {@link ScannedPage} of a page's tags, within the limits. */
final class PageCollector implements Tokenizer.Sink {

    private final ScanLimits limits;
    private final String productToken;
    private final OpenElements elements = new OpenElements();
    private final TitleText titleText;

    private final List<Link> links = new ArrayList<>();
    private int heldChars;
    private boolean truncated;
    private PageDirectives directives = PageDirectives.NONE;

    private boolean collectsTitle;
    private boolean hasTitle;
    private boolean hasBase;
    private @Nullable String base;
    private boolean hasCanonical;
    private @Nullable String canonical;

    PageCollector(ScanLimits limits, String productToken) {
        this.limits = limits;
        this.productToken = productToken;
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
        return namespace == Namespace.HTML && known.hasTextContent() ? known : null;
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
    public boolean inForeignContent() {
        return elements.inForeignContent();
    }

    ScannedPage page(String encoding) {
        String title = hasTitle ? titleText.decoded() : null;
        return new ScannedPage(title, base, links, directives, canonical, encoding, truncated);
    }

    int heldChars() {
        return heldChars + titleText.held();
    }

    int depth() {
        return elements.depth();
    }

    private void collect(TagToken tag, KnownTag known, Namespace namespace) {
        if (namespace == Namespace.HTML) {
            switch (known) {
                case A, AREA -> link(tag, Attribute.HREF);
                case BASE -> base(tag);
                case LINK -> canonical(tag);
                case META -> meta(tag);
                case TITLE -> {
                    collectsTitle = !hasTitle;
                    hasTitle = true;
                }
                default -> {}
            }
        } else if (namespace == Namespace.SVG && known == KnownTag.A) {
            // SVG 2 §16.1.1: the attribute without prefix comes first
            link(tag, tag.has(Attribute.HREF) ? Attribute.HREF : Attribute.XLINK_HREF);
        }
    }

    private void link(TagToken tag, Attribute attribute) {
        if (!tag.has(attribute)) {
            return;
        }
        String href = tag.value(attribute);
        if (href == null || links.size() == limits.linksMax() || href.length() > limits.heldCharsMax() - heldChars) {
            truncated = true;
            return;
        }
        heldChars += href.length();
        String rel = tag.value(Attribute.REL);
        links.add(new Link(href, rel != null && Ascii.hasToken(rel, "nofollow")));
    }

    private void base(TagToken tag) {
        if (!hasBase && tag.has(Attribute.HREF)) {
            hasBase = true;
            base = tag.value(Attribute.HREF);
            truncated |= base == null;
        }
    }

    private void canonical(TagToken tag) {
        String rel = tag.value(Attribute.REL);
        if (!hasCanonical && rel != null && tag.has(Attribute.HREF) && Ascii.hasToken(rel, "canonical")) {
            hasCanonical = true;
            canonical = tag.value(Attribute.HREF);
            truncated |= canonical == null;
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
