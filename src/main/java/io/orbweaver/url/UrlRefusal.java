package io.orbweaver.url;

/** The reasons why a string is not a URL that can be crawled. */
public enum UrlRefusal implements Resolution {
    /** The URL standard's parser fails: the host is missing or invalid, or the port is no number up to 65535. */
    MALFORMED("the host is missing or invalid, or the port is not a number from 0 to 65535"),

    /** There is no scheme, and no base to take it from. */
    NOT_ABSOLUTE("it has no scheme: an absolute URL such as https://example.org/ is needed"),

    /** A scheme other than http, https and file, such as mailto:, javascript: or data:; the rest is not looked at. */
    UNSUPPORTED_SCHEME("its scheme is not http, https or file"),

    /** It carries a user name or a password, which would end up in every log and result. */
    CREDENTIALS("it carries a user name or a password"),

    /** It has more than {@link CanonicalUrl#HREF_CHARS_MAX} characters without its fragment, as given or as href. */
    TOO_LONG("it is longer than " + CanonicalUrl.HREF_CHARS_MAX + " characters");

    private final String because;

    UrlRefusal(String because) {
        this.because = because;
    }

    /** The reason as half a sentence for people, without the refused string. */
    public String because() {
        return because;
    }
}
