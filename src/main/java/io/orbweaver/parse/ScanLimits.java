package io.orbweaver.parse;

/**
 * The bounds of what one {@link LinkScanner} holds. A page may have more links: they are taken in parts while it
 * arrives ({@link PageScanner#takePart}).
 *
 * @param linksMax number of links that are held
 * @param valueCharsMax length of one attribute's value as written; a longer one counts as not usable
 * @param heldCharsMax the held links' characters together
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

    /** Held links from which on a part is to be taken. */
    int partLinks() {
        return Math.max(1, linksMax / 10);
    }

    /** Characters of held links from which on a part is to be taken. */
    int partChars() {
        return Math.max(1, heldCharsMax / 8);
    }

    /** The same limits with another number of links. */
    public ScanLimits withLinksMax(int max) {
        return new ScanLimits(max, valueCharsMax, heldCharsMax, titleCharsMax);
    }
}
