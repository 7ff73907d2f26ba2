package io.orbweaver.guarantee;

import io.orbweaver.site.FakeSite;
import io.orbweaver.site.Page;
import java.time.Duration;

/** A site of one page that links to many, each as late as asked. */
final class WideSite {

    private WideSite() {}

    static FakeSite of(int pages, Duration latency) {
        FakeSite site = FakeSite.start();
        StringBuilder links = new StringBuilder();
        for (int i = 0; i < pages; i++) {
            links.append("<a href=/p").append(i).append(">x</a>");
        }
        site.page("/", links.toString());
        return site.pages(path -> path.startsWith("/p") ? Page.html("<p>x").after(latency) : Page.status(404));
    }
}
