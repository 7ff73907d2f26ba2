package io.orbweaver.robots;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * A reader of a sitemap while it arrives: XML by the sitemap protocol or as an index of sitemaps (sitemaps.org), RSS,
 * Atom, or text with a URL in each line; UTF-8, or UTF-16 with its byte order mark. What it is is seen from its first
 * bytes, not from its name or type.
 *
 * <p>Nothing that the bytes say makes it throw; what is read before a damage counts. Work is linear in a chunk's
 * length, memory is bounded: one element's text and a few counters, never the whole. Used for one sitemap, by one
 * thread at a time; never blocks.
 */
public final class SitemapReader {

    /** Entries of one sitemap (sitemaps.org); what follows is counted and left out. */
    public static final int ENTRIES_MAX = 50_000;

    /** Decoded bytes of one sitemap (sitemaps.org). */
    public static final long BYTES_MAX = 50L << 20;

    /** Characters of one entry's URL; a longer one is left out. */
    static final int URL_CHARS_MAX = 8_192;

    private static final int BOM_BYTES = 3;

    private final Entries entries;
    private final byte[] mark = new byte[2];
    private int markBytes;
    private @Nullable Utf16Input utf16;
    private final byte[] head = new byte[BOM_BYTES];
    private int headLength;
    private @Nullable Format format;
    private int count;

    /** Takes what a sitemap lists, as written, white space around it removed. */
    public interface Entries {

        /** A page. */
        void page(String url);

        /** Another sitemap, of an index. */
        void sitemap(String url);

        /** An entry that a bound keeps out: it is too long, or behind the last one that is read. */
        void omitted();
    }

    /** One of the formats. */
    sealed interface Format permits SitemapXml, SitemapText {

        void accept(byte[] bytes, int offset, int length);

        void complete();

        /** No more comes, and what came last may not be whole. */
        void breakOff();

        /** Whether it was not what it began as. */
        boolean isDamaged();
    }

    /** A reader of one sitemap. */
    public SitemapReader(Entries entries) {
        this.entries = new Entries() {
            @Override
            public void page(String url) {
                if (count++ < ENTRIES_MAX) {
                    entries.page(url);
                } else {
                    entries.omitted();
                }
            }

            @Override
            public void sitemap(String url) {
                if (count++ < ENTRIES_MAX) {
                    entries.sitemap(url);
                } else {
                    entries.omitted();
                }
            }

            @Override
            public void omitted() {
                entries.omitted();
            }
        };
    }

    /** The next bytes, undone of any coding. The array is the caller's. */
    public void accept(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (markBytes < 2 && at < end) {
            mark[markBytes++] = bytes[at++];
            if (markBytes == 2) {
                Charset charset = ByteOrderMark.utf16(mark, 2);
                utf16 = charset == null ? null : new Utf16Input(charset);
                if (charset == null) {
                    read(mark, 0, 2);
                }
            }
        }
        if (at < end) {
            decoded(bytes, at, end - at);
        }
    }

    private void decoded(byte[] bytes, int offset, int length) {
        if (utf16 == null) {
            read(bytes, offset, length);
        } else {
            byte[] utf8 = utf16.accept(bytes, offset, length);
            read(utf8, 0, utf8.length);
        }
    }

    private void read(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (format == null && at < end) {
            begin(bytes[at++]);
        }
        if (format != null && at < end) {
            format.accept(bytes, at, end - at);
        }
    }

    /** Looks at the bytes before the first that says something: a byte order mark and white space. */
    private void begin(byte next) {
        boolean space = next == ' ' || next == '\t' || next == '\r' || next == '\n';
        if (headLength < BOM_BYTES && (next & 0xff) == (new int[] {0xef, 0xbb, 0xbf})[headLength]) {
            head[headLength++] = next;
        } else if (!space) {
            Format begun = next == '<' ? new SitemapXml(entries) : new SitemapText(entries);
            format = begun;
            begun.accept(new byte[] {next}, 0, 1);
        }
    }

    /** The sitemap has ended. */
    public void complete() {
        readRest();
        if (format != null) {
            format.complete();
        }
    }

    /** No more of the sitemap follows: entries that are complete are emitted. */
    public void breakOff() {
        readRest();
        if (format != null) {
            format.breakOff();
        }
    }

    private void readRest() {
        if (markBytes == 1) {
            read(mark, 0, 1);
        } else if (utf16 != null) {
            byte[] rest = utf16.complete();
            read(rest, 0, rest.length);
        }
    }

    /** Whether it was no sitemap, or broke off; entries that were emitted count all the same. */
    public boolean isDamaged() {
        return format != null && format.isDamaged();
    }
}
