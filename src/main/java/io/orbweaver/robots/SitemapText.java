package io.orbweaver.robots;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A sitemap that is text: UTF-8, a full URL in each line (sitemaps.org, "Text file"). A line that is something else is
 * left out; where every line is, it is no sitemap.
 */
final class SitemapText implements SitemapReader.Format {

    private final SitemapReader.Entries entries;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    private boolean tooLong;
    private boolean hasUrl;
    private boolean hasOther;

    SitemapText(SitemapReader.Entries entries) {
        this.entries = entries;
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            byte next = bytes[i];
            if (next == '\n' || next == '\r') {
                lineEnded();
            } else if (line.size() >= SitemapReader.URL_CHARS_MAX) {
                tooLong = true;
            } else {
                line.write(next);
            }
        }
    }

    private void lineEnded() {
        if (tooLong) {
            entries.omitted();
        }
        String url = tooLong ? "" : UrlText.trimmed(line.toString(StandardCharsets.UTF_8));
        line.reset();
        tooLong = false;
        if (url.regionMatches(true, 0, "http://", 0, 7) || url.regionMatches(true, 0, "https://", 0, 8)) {
            hasUrl = true;
            entries.page(url);
        } else {
            hasOther |= !url.isEmpty();
        }
    }

    @Override
    public void complete() {
        lineEnded();
    }

    @Override
    public void breakOff() {
        line.reset(); // the URL of a line without its end may be another
    }

    @Override
    public boolean isDamaged() {
        return hasOther && !hasUrl;
    }
}
