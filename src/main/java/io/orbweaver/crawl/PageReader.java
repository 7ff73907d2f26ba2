package io.orbweaver.crawl;

import io.orbweaver.fetch.BodySink;
import io.orbweaver.fetch.Fetched;
import io.orbweaver.parse.LinkScanner;
import io.orbweaver.parse.ScanLimits;
import io.orbweaver.parse.ScannedPage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Chooses how a body is read, by its Content-Type, and keeps what was read. For one hop. */
final class PageReader {

    private static final BodySink UNREAD = new BodySink() {
        @Override
        public void accept(byte[] bytes, int offset, int length) {}

        @Override
        public void complete() {}
    };

    private final String productToken;
    private @Nullable LinkScanner scanner;
    private @Nullable String mediaType;

    PageReader(String productToken) {
        this.productToken = productToken;
    }

    /** The sink for a body: a scanner for HTML and for what does not say what it is, else one that reads nothing. */
    BodySink sinkFor(Fetched.Head head) {
        String type = essence(head.contentType());
        mediaType = type;
        if (type == null || type.equals("text/html") || type.equals("application/xhtml+xml")) {
            scanner = new LinkScanner(ScanLimits.DEFAULT, productToken, charset(head.contentType()));
            return scanner;
        }
        return UNREAD;
    }

    /** What the page says; null where it is no HTML. */
    @Nullable
    ScannedPage page() {
        return scanner == null ? null : scanner.page();
    }

    @Nullable
    String mediaType() {
        return mediaType;
    }

    java.util.Map<String, Long> patternCounts() {
        return java.util.Map.of();
    }

    /** A media type without its parameters, in lower case; null where there is none. */
    static @Nullable String essence(@Nullable String contentType) {
        if (contentType == null) {
            return null;
        }
        int semicolon = contentType.indexOf(';');
        String type = (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
        return type.isEmpty() ? null : type;
    }

    /** The charset parameter of a media type (RFC 9110 §8.3.1), quotes removed; null where there is none. */
    static @Nullable String charset(@Nullable String contentType) {
        if (contentType == null) {
            return null;
        }
        for (String part : contentType.split(";", -1)) {
            String parameter = part.strip();
            if (parameter.regionMatches(true, 0, "charset=", 0, 8)) {
                String value = parameter.substring(8).strip();
                boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                return quoted ? value.substring(1, value.length() - 1) : value;
            }
        }
        return null;
    }
}
