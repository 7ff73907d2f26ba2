package io.orbweaver.parse;

/**
 * The bounds of what one {@link LinkScanner} holds.
 *
 * @param linksMax number of links
 * @param valueCharsMax length of one attribute's value as written; a longer one counts as not usable
 * @param heldCharsMax the links' characters together
 * @param titleCharsMax length of the title; a longer one is cut
 */
public record ScanLimits(int linksMax, int valueCharsMax, int heldCharsMax, int titleCharsMax) {

    /** 100,000 links, 16,384 characters each, 8 Mi characters together, a title of 1,024. */
    public static final ScanLimits DEFAULT = new ScanLimits(100_000, 16_384, 8 << 20, 1_024);

    /** Refuses bounds below 1. */
    public ScanLimits {
        if (linksMax < 1 || valueCharsMax < 1 || heldCharsMax < 1 || titleCharsMax < 1) {
            throw new IllegalArgumentException("every scan limit must be at least 1");
        }
    }

    /** The same limits with another number of links. */
    public ScanLimits withLinksMax(int max) {
        return new ScanLimits(max, valueCharsMax, heldCharsMax, titleCharsMax);
    }
}
