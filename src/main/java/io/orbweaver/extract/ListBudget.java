package io.orbweaver.extract;

import io.orbweaver.extract.content.PageContent;
import org.jspecify.annotations.Nullable;

/**
 * How much a list of a page may still weigh. Bounds on its entries and on each of them would allow far more together
 * than a result may have: it would be gathered, encoded and thrown away whole. A list has half of what all parts may
 * have, so that what fits is told. For one thread.
 */
final class ListBudget {

    private final PageContent page;
    private long left;

    ListBudget(PageContent page) {
        this.page = page;
        this.left = page.page().partsBytesMax() / 2;
    }

    /** Takes room for an entry of some strings; where there is not enough, nothing, and says that it was cut. */
    boolean takes(@Nullable String... strings) {
        long bytes = 0;
        for (String string : strings) {
            bytes += string == null ? 0 : PartJson.encodedLength(string);
        }
        if (bytes > left) {
            page.cut();
            return false;
        }
        left -= bytes;
        return true;
    }
}
