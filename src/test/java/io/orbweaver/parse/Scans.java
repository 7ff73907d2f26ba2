package io.orbweaver.parse;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short ways to scan a page in tests. */
final class Scans {

    private Scans() {}

    static ScannedPage scan(String html) {
        return scan(html.getBytes(StandardCharsets.UTF_8), "utf-8");
    }

    static ScannedPage scan(byte[] bytes, String charset) {
        return scan(bytes, charset, Math.max(1, bytes.length));
    }

    /** In chunks of one size. */
    static ScannedPage scan(byte[] bytes, String charset, int chunk) {
        LinkScanner scanner = new LinkScanner(ScanLimits.DEFAULT, "orbweaver", charset);
        for (int from = 0; from < bytes.length; from += chunk) {
            scanner.accept(bytes, from, Math.min(chunk, bytes.length - from));
        }
        scanner.complete();
        return scanner.page();
    }

    static List<String> hrefs(String html) {
        return scan(html).links().stream().map(ScannedPage.Link::href).toList();
    }
}
