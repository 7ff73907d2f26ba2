package io.orbweaver.parse;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a page says. Every reference is as written, character references decoded, neither trimmed nor resolved.
 *
 * @param title the first {@code title} element outside SVG and templates, whitespace stripped and collapsed (HTML
 *     §3.1.5, {@code document.title}); null where there is none
 * @param base the {@code href} of the first {@code base} that has one (§4.2.3); it applies to links before it, too
 * @param links those of the sources asked for, in document order, repeats included; {@code data:} URLs are none
 * @param directives what {@code meta} elements ask of robots
 * @param canonical the {@code href} of the first {@code link rel=canonical}
 * @param encoding the Encoding Standard's name of the encoding that the page was read in
 * @param truncated whether a limit kept something out of {@code links}, {@code base} or {@code canonical}
 */
public record ScannedPage(
        @Nullable String title,
        @Nullable String base,
        List<Link> links,
        PageDirectives directives,
        @Nullable String canonical,
        String encoding,
        boolean truncated) {

    public ScannedPage {
        links = List.copyOf(links);
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
