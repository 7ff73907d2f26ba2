package io.orbweaver.outcome;

import io.orbweaver.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * A known URL that is deliberately not a page.
 *
 * @param reason why
 * @param of for a duplicate, the known URL that this one leads to; else null
 */
public record Skip(SkipReason reason, @Nullable CanonicalUrl of) implements Outcome {}
