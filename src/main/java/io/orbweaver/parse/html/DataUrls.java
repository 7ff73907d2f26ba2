package io.orbweaver.parse.html;

import io.orbweaver.parse.encoding.Ascii;

/**
 * References that carry what they refer to. They lead nowhere and are often long, so they are no links, and one over a
 * limit is no link that was missed.
 */
public final class DataUrls {

    /** What is left of one over the limit. */
    static final String CUT = "data:";

    private DataUrls() {}

    public static boolean isData(String reference) {
        int from = 0;
        while (from < reference.length() && reference.charAt(from) <= ' ') {
            from++;
        }
        return reference.regionMatches(true, from, CUT, 0, CUT.length());
    }

    public static boolean isData(char[] reference, int length) {
        int from = 0;
        while (from < length && reference[from] <= ' ') {
            from++;
        }
        if (length - from < CUT.length()) {
            return false;
        }
        for (int i = 0; i < CUT.length(); i++) {
            if (Ascii.lower(reference[from + i]) != CUT.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
