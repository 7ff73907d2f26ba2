package io.orbweaver.url;

import org.jspecify.annotations.Nullable;

/**
 * The result of resolving a string as a URL: the {@link CanonicalUrl}, or the {@link UrlRefusal} that says why the
 * string is not a URL. Neither wraps anything, so that resolving a page's links allocates nothing but their URLs.
 */
public sealed interface Resolution permits CanonicalUrl, UrlRefusal {

    /** The URL; null where the string was refused. */
    default @Nullable CanonicalUrl urlOrNull() {
        return this instanceof CanonicalUrl url ? url : null;
    }

    /** The reason of the refusal; null where there is a URL. */
    default @Nullable UrlRefusal refusalOrNull() {
        return this instanceof UrlRefusal refusal ? refusal : null;
    }
}
