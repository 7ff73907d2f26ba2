package io.orbweaver.parse;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short ways to scan a page in tests. */
public final class Scans {

    private Scans() {}

    public static ScannedPage scan(String html) {
        return scan(html.getBytes(StandardCharsets.UTF_8), "utf-8");
    }

    public static ScannedPage scan(byte[] bytes, String charset) {
        return scan(bytes, charset, Math.max(1, bytes.length));
    }

    /** In chunks of one size. */
    public static ScannedPage scan(byte[] bytes, String charset, int chunk) {
        LinkScanner scanner = new LinkScanner(ScanLimits.DEFAULT, "orbweaver", charset);
        for (int from = 0; from < bytes.length; from += chunk) {
            scanner.accept(bytes, from, Math.min(chunk, bytes.length - from));
        }
        scanner.complete();
        return scanner.page();
    }

    public static List<String> hrefs(String html) {
        return scan(html).links().stream().map(ScannedPage.Link::href).toList();
    }
}
