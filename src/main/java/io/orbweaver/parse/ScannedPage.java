package io.orbweaver.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a page says. Every reference is as written, character references decoded, neither trimmed nor resolved.
 *
 * @param title the first {@code title} element outside SVG and templates, whitespace stripped and collapsed (HTML
 *     §3.1.5, {@code document.title}); null where there is none
 * @param base the {@code href} of the first {@code base} that has one (§4.2.3); it applies to links before it, too
 * @param links {@code a} and {@code area} elements with {@code href}, in document order, repeats included
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
     * A hyperlink.
     *
     * @param href the attribute's value
     * @param nofollow whether {@code rel} has the token {@code nofollow}
     */
    public record Link(String href, boolean nofollow) {}
}
