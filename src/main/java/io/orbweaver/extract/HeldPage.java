package io.orbweaver.extract;

import io.orbweaver.url.CanonicalUrl;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page that was read.
 *
 * @param url where it was found in the end
 * @param mediaType its computed type, without parameters
 * @param encoding the Encoding Standard's name of the encoding that it was read in; null where it is no HTML
 * @param base the {@code href} of its {@code base} as written, or null
 * @param bytes its body, of which the first {@code length} bytes count; not to be written to
 * @param length bytes that are held
 * @param cut whether the body had more
 * @param literalCounts how often each literal pattern was found while it arrived
 */
public record HeldPage(
        CanonicalUrl url,
        @Nullable String mediaType,
        @Nullable String encoding,
        @Nullable String base,
        byte[] bytes,
        int length,
        boolean cut,
        Map<String, Long> literalCounts) {}
