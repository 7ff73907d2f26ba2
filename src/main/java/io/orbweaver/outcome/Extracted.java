package io.orbweaver.outcome;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parts taken out of a page, as the job asked.
 *
 * @param parts by name, in the order in which they are shown; each is one JSON value, encoded and without lone
 *     surrogates
 * @param truncated whether a bound kept something out of them
 */
public record Extracted(Map<String, String> parts, boolean truncated) {

    /** Nothing. */
    public static final Extracted NONE = new Extracted(Map.of(), false);

    /** Copies what is mutable, and keeps the order. */
    public Extracted {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }
}
