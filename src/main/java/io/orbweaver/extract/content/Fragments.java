package io.orbweaver.extract.content;

import io.orbweaver.url.PercentEncoding;
import java.util.regex.Pattern;

/** Fragments of URLs, which are never fetched and which readers follow. */
final class Fragments {

    /** A longer one is left out. */
    private static final int CHARS_MAX = 2_000;

    /** Left out of URLs, wherever they are (URL §4.4). */
    private static final Pattern TABS_AND_LINES = Pattern.compile("[\\t\\n\\r]+");

    private Fragments() {}

    /** A fragment as written in a URL, its percent signs as they are. */
    static String encoded(String fragment) {
        return fragment.length() > CHARS_MAX
                ? ""
                : PercentEncoding.FRAGMENT.encoded(
                        TABS_AND_LINES.matcher(fragment).replaceAll(""));
    }
}
