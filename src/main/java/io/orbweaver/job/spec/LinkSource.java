package io.orbweaver.job.spec;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The kinds of elements that a job takes links from; sections are the HTML standard's. */
public enum LinkSource {
    /** {@code a} with {@code href} (§4.6.1), and SVG's, by {@code href} or else {@code xlink:href}. */
    A,
    /** {@code area} with {@code href} (§4.8.14). */
    AREA,
    /**
     * {@code link} with {@code href} and a {@code rel} that says more than {@code dns-prefetch} or {@code preconnect}
     * (§4.2.4): stylesheets, icons, alternates, next, prev, canonical and whatever else.
     */
    LINK,
    /** {@code iframe} with {@code src} (§4.8.5). */
    IFRAME,
    /** {@code frame} with {@code src} (§16.3.3). */
    FRAME,
    /** {@code img} with {@code src}, and each candidate of its {@code srcset} (§4.8.3). */
    IMG,
    /** {@code source} with {@code src} or {@code srcset}: those of video, audio and picture (§4.8.2). */
    SOURCE,
    /** The Refresh header field, and the first {@code meta http-equiv=refresh}, that name a URL (§4.2.5.3). */
    REFRESH;

    /** What a job reads that asks for nothing: hyperlinks. */
    public static final Set<LinkSource> DEFAULT = Collections.unmodifiableSet(EnumSet.of(A, AREA));

    /** The name in a submission. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
