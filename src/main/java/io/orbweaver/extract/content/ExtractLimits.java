package io.orbweaver.extract.content;

import java.time.Duration;

/** Bounds on what is read of one page and on what it yields. Characters are Java's, 16 bits each. */
public final class ExtractLimits {

    /** Bytes of a body that are looked at. */
    public static final int BYTES_MAX = 8 << 20;
    /** Bytes up to which a body is a short one, as nearly all are. */
    public static final int SHORT_BYTES = 256 << 10;
    /** Elements of a tree; reading stops there. */
    static final int ELEMENTS_MAX = 100_000;
    /** Open elements; what is nested deeper becomes a sibling. Recursion over a tree relies on it. */
    static final int DEPTH_MAX = 200;
    /** Characters of the main content, as text and as Markdown each. */
    public static final int TEXT_CHARS_MAX = 1_000_000;
    /** Characters of any other string. */
    public static final int STRING_CHARS_MAX = 10_000;
    /** Links in the result. */
    public static final int LINKS_MAX = 10_000;
    /** Headings in the result. */
    public static final int HEADINGS_MAX = 500;
    /** Properties of Open Graph and Twitter card together. */
    public static final int PROPERTIES_MAX = 200;
    /** JSON-LD blocks read. */
    public static final int JSON_LD_MAX = 50;
    /** Characters of all JSON-LD blocks together. */
    public static final int JSON_LD_CHARS_MAX = 256 << 10;
    /** Nesting of JSON-LD. */
    public static final int JSON_LD_DEPTH_MAX = 50;
    /** Matches of a field that asks for all. */
    public static final int MATCHES_MAX = 1_000;
    /** Characters of one value of a field. */
    public static final int VALUE_CHARS_MAX = 100_000;
    /** Characters of a line that a regular expression sees at once. */
    public static final int LINE_CHARS_MAX = 64 << 10;
    /** Bytes of all parts together in UTF-8. */
    public static final int PARTS_BYTES_MAX = 6 << 20;
    /** The same where the body is short: many such are on their way to the store at the same time. */
    public static final int SHORT_PARTS_BYTES_MAX = 1 << 20;
    /** Time that all regular expressions, and that all selectors, may take on one page. */
    public static final Duration MATCHING_MAX = Duration.ofSeconds(10);

    private ExtractLimits() {}
}
