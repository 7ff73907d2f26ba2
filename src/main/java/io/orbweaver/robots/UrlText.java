package io.orbweaver.robots;

/**
 * An entry's URL as it arrives in pieces, the white space around it left out however much there is. Held are at most
 * {@link SitemapReader#URL_CHARS_MAX} characters and one.
 */
final class UrlText {

    private final StringBuilder text = new StringBuilder();
    private boolean tooLong;

    void append(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean space = Character.isWhitespace(c);
            if (text.length() > SitemapReader.URL_CHARS_MAX) {
                tooLong |= !space;
            } else if (!space || text.length() > 0) {
                text.append(c);
            }
        }
    }

    /** The URL; empty where it is longer than any may be. */
    String written() {
        return tooLong ? "" : text.toString().strip();
    }
}
