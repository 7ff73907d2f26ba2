package io.orbweaver.parse;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of scanning a page. Every reference is as written, character references decoded, neither trimmed nor
 * resolved.
 *
 * @param title the first {@code title} element outside SVG and templates, whitespace stripped and collapsed (HTML
 *     §3.1.5, {@code document.title}); null if absent
 * @param base the {@code href} of the first {@code base} that has one (§4.2.3); it applies to links before it, too
 * @param links those of the sources asked for, in document order, repeats included; {@code data:} URLs do not count.
 *     Without those that were taken in parts before
 * @param linkCount how many links there were, those taken before included
 * @param directives what {@code meta} elements ask of robots
 * @param canonical the {@code href} of the first {@code link rel=canonical}
 * @param encoding the Encoding Standard's name of the encoding that the page was read in
 * @param titleCut characters of the title that a limit kept out
 * @param omitted how many links a limit kept out, {@code base} and {@code canonical} included
 */
public record ScannedPage(
        @Nullable String title,
        @Nullable String base,
        List<Link> links,
        int linkCount,
        PageDirectives directives,
        @Nullable String canonical,
        String encoding,
        int titleCut,
        int omitted) {

    public ScannedPage {
        links = List.copyOf(links);
    }

    /** Whether a limit kept anything out. */
    public boolean truncated() {
        return omitted > 0;
    }

    /**
     * The charset that the page's references are resolved in: its encoding's output encoding (Encoding §4.3; HTML
     * §2.4.3, "encoding-parsing a URL"). UTF-8 for the UTF-16 encodings, and for a name that this Java cannot write.
     */
    public Charset charset() {
        return SourceText.charset(encoding);
    }

    /**
     * A link.
     *
     * @param href the attribute's value, or the URL in it
     * @param nofollow whether {@code rel} has the token {@code nofollow}
     */
    public record Link(String href, boolean nofollow) {}
}
