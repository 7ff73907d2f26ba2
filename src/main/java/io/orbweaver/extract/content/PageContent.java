package io.orbweaver.extract.content;

import io.orbweaver.parse.SourceText;
import io.orbweaver.url.CanonicalUrl;
import io.orbweaver.url.UrlResolver;
import java.nio.charset.Charset;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one page that extractors share: its source, its tree and its main content, each made when it is first
 * asked for and once. For one thread.
 */
public final class PageContent {

    private final HeldPage page;
    private final Charset charset;
    private final @Nullable CanonicalUrl base;
    private @Nullable String source;
    private @Nullable Document document;
    private @Nullable ContentTree main;
    private @Nullable BoilerplateExceptions shown;
    private boolean truncated;

    public PageContent(HeldPage page) {
        this.page = page;
        this.charset = SourceText.charset(page.encoding());
        this.base = page.base() == null ? page.url() : UrlResolver.base(page.url(), page.base(), charset);
        this.truncated = page.cut() || page.length() > ExtractLimits.BYTES_MAX;
    }

    /** The page as it is held. */
    public HeldPage page() {
        return page;
    }

    /** Whether there is a tree to look at. */
    public boolean isMarkup() {
        return page.isMarkup();
    }

    /** The decoded body. */
    public String source() {
        String known = source;
        if (known == null) {
            int length = Math.min(page.length(), ExtractLimits.BYTES_MAX);
            known = SourceText.decode(page.bytes(), length, page.mediaType(), page.encoding());
            source = known;
        }
        return known;
    }

    /** The page's tree, shared by all: not to be changed. Its depth is bounded, so recursion may go down it. */
    public Document document() {
        Document known = document;
        if (known == null) {
            BoundedDom dom = BoundedDom.read(source());
            truncated |= dom.cut();
            known = dom.document();
            // no part of the document (HTML §4.12.3)
            known.getElementsByTag("template").forEach(Element::empty);
            document = known;
        }
        return known;
    }

    /** The main content without what surrounds it, in a tree of few kinds of elements; not to be changed. */
    public ContentTree main() {
        ContentTree known = main;
        if (known == null) {
            known = ContentTree.of(MainContent.in(document(), this::isBoilerplate), this);
            main = known;
        }
        return known;
    }

    /** Whether an element is no content of this page. */
    boolean isBoilerplate(Element element) {
        BoilerplateExceptions known = shown;
        if (known == null) {
            known = BoilerplateExceptions.in(document().body());
            shown = known;
        }
        return !known.contains(element) && Boilerplate.is(element);
    }

    /** The URL of a reference in the page, without its fragment; null if it could not be crawled. */
    public @Nullable CanonicalUrl resolve(String reference) {
        return base == null
                ? null
                : UrlResolver.resolve(base, reference, charset).urlOrNull();
    }

    /**
     * The URL of a reference in the page, with its fragment; null if it could not be crawled.
     *
     * <p>A fragment is encoded as URLs have it (URL §1.3), and besides without what Markdown would read as its own.
     */
    public @Nullable String absolute(String reference) {
        CanonicalUrl url = resolve(reference);
        int hash = reference.indexOf('#');
        if (url == null || hash < 0) {
            return url == null ? null : url.href();
        }
        String fragment = Fragments.encoded(reference.substring(hash + 1).strip());
        return fragment.isEmpty() ? url.href() : url.href() + '#' + fragment;
    }

    /** Says that a bound kept something out. */
    public void cut() {
        truncated = true;
    }

    /** The string, or as much of its beginning as a bound permits; no surrogate pair is cut. */
    public String bounded(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return text;
        }
        cut();
        int end = Character.isHighSurrogate(text.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
        return text.substring(0, end);
    }

    public boolean isTruncated() {
        return truncated;
    }
}
