package io.orbweaver.parse;

import io.orbweaver.job.spec.LinkSource;
import io.orbweaver.parse.ScannedPage.Link;
import io.orbweaver.parse.encoding.Ascii;
import io.orbweaver.parse.html.DataUrls;
import io.orbweaver.parse.html.KnownTag;
import io.orbweaver.parse.html.KnownTag.Trait;
import io.orbweaver.parse.html.TagToken;
import io.orbweaver.parse.html.TagToken.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The links of a page, of the sources that are asked for, in document order, held within the limits until they are
 * taken.
 */
final class LinkCollector {

    private final ScanLimits limits;
    private final int sources;
    private List<Link> links = new ArrayList<>();
    private int heldChars;
    private int count;
    private int omitted;
    private boolean refreshed;

    LinkCollector(ScanLimits limits, Set<LinkSource> sources) {
        this.limits = limits;
        this.sources = Trait.of(sources);
    }

    /** The traits of the tags to collect from. */
    int sources() {
        return sources;
    }

    /** An HTML element of a tag with one of those traits. */
    void collect(TagToken tag, KnownTag known) {
        switch (known) {
            case A, AREA -> hyperlink(tag, Attribute.HREF);
            case LINK -> resource(tag);
            case META -> refresh(tag);
            default -> {
                embedded(tag);
                if (known.is(Trait.IMG_SRC | Trait.SOURCE_SRC)) {
                    candidates(tag);
                }
            }
        }
    }

    /** An SVG {@code a} (SVG 2 §16.1.1): the attribute without prefix comes first. */
    void collectSvg(TagToken tag) {
        hyperlink(tag, tag.has(Attribute.HREF) ? Attribute.HREF : Attribute.XLINK_HREF);
    }

    boolean hasPart() {
        return links.size() >= limits.partLinks() || heldChars >= limits.partChars();
    }

    /** The links that were not taken before, which are no longer held then. */
    List<Link> take() {
        List<Link> taken = links;
        links = new ArrayList<>();
        heldChars = 0;
        return taken;
    }

    /** How many links there were so far. */
    int count() {
        return count;
    }

    int heldChars() {
        return heldChars;
    }

    /** How many links a limit kept out. */
    int omitted() {
        return omitted;
    }

    private void hyperlink(TagToken tag, Attribute attribute) {
        if (tag.has(attribute)) {
            add(tag.value(attribute), isNofollow(tag));
        }
    }

    /** §4.2.4: an empty {@code href} or {@code rel} makes it no link. */
    private void resource(TagToken tag) {
        String rel = tag.value(Attribute.REL);
        boolean leadsSomewhere = rel == null ? tag.has(Attribute.REL) : hasTarget(rel);
        if (leadsSomewhere && isFilled(tag, Attribute.HREF)) {
            add(tag.value(Attribute.HREF), isNofollow(tag));
        }
    }

    /** Whether a relation is named that is more than a hint to connect. */
    private static boolean hasTarget(String rel) {
        int at = 0;
        while (at < rel.length()) {
            int from = at;
            while (at < rel.length() && !Ascii.isWhitespace(rel.charAt(at))) {
                at++;
            }
            String token = rel.substring(from, at);
            if (!token.isEmpty() && !Ascii.isToken(token, "dns-prefetch") && !Ascii.isToken(token, "preconnect")) {
                return true;
            }
            at++;
        }
        return false;
    }

    private void embedded(TagToken tag) {
        if (isFilled(tag, Attribute.SRC)) {
            add(tag.value(Attribute.SRC), false);
        }
    }

    private void candidates(TagToken tag) {
        if (!tag.has(Attribute.SRCSET)) {
            return;
        }
        String value = tag.value(Attribute.SRCSET);
        if (value == null) {
            omitted++;
            return;
        }
        for (String url : Srcset.urls(value)) {
            add(url, false);
        }
    }

    /** §4.2.5.3: of the elements that ask for a refresh, the first is the one that happens. */
    private void refresh(TagToken tag) {
        String pragma = tag.value(Attribute.HTTP_EQUIV);
        if (refreshed || pragma == null || !Ascii.isToken(pragma, "refresh") || !tag.has(Attribute.CONTENT)) {
            return;
        }
        String content = tag.value(Attribute.CONTENT);
        if (content == null) {
            omitted++;
            return;
        }
        String target = DeclarativeRefresh.target(content);
        refreshed = target != null;
        if (target != null && !target.isEmpty()) {
            add(target, false);
        }
    }

    private void add(@Nullable String reference, boolean nofollow) {
        if (reference == null
                || links.size() == limits.linksMax()
                || reference.length() > limits.heldCharsMax() - heldChars) {
            omitted += reference == null || !DataUrls.isData(reference) ? 1 : 0;
            return;
        }
        if (!DataUrls.isData(reference)) {
            heldChars += reference.length();
            count++;
            links.add(new Link(reference, nofollow));
        }
    }

    private static boolean isNofollow(TagToken tag) {
        String rel = tag.value(Attribute.REL);
        return rel != null && Ascii.hasToken(rel, "nofollow");
    }

    /** Whether it is there and not empty; one over a limit is. */
    private static boolean isFilled(TagToken tag, Attribute attribute) {
        String value = tag.value(attribute);
        return value == null ? tag.has(attribute) : !value.isEmpty();
    }
}
