package io.orbweaver.load;

import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.time.Duration;

/**
 * Trees without end, one below each first segment of a path, on every loopback address: the page {@code /a/7} links to
 * the pages from {@code /a/7*width+1} on, so that every link is fresh.
 */
final class TreeSite implements AutoCloseable {

    private final FakeSite site;

    private TreeSite(FakeSite site) {
        this.site = site;
    }

    /** Serves trees where each page links to so many others, and comes so late. */
    static TreeSite start(int width, Duration latency) {
        return new TreeSite(
                FakeSite.start("0.0.0.0").pages(path -> page(path, width).after(latency)));
    }

    private static Page page(String path, int width) {
        int end = path.lastIndexOf('/');
        if (end == 0) {
            return Page.status(404);
        }
        long first = Long.parseLong(path.substring(end + 1)) * width + 1;
        StringBuilder html = new StringBuilder("<title>x</title>");
        for (int i = 0; i < width; i++) {
            html.append("<a href=").append(first + i).append(">x</a>");
        }
        return Page.html(html.toString());
    }

    /** A job's fields for the tree of a name on the host of a number, without a delay. */
    String job(String tree, int host, int maxPages) {
        return "'seeds':['http://127.0.0." + (1 + host) + ":" + site.port() + "/" + tree
                + "/0'],'delay':'0ms','perHost':10,'maxPages':" + maxPages;
    }

    /** Whether a request was for a page of a tree. */
    static boolean isOf(String tree, String path) {
        return path.startsWith("/" + tree + "/");
    }

    /** What it was asked, and how. */
    FakeSite asked() {
        return site;
    }

    @Override
    public void close() {
        site.close();
    }
}
