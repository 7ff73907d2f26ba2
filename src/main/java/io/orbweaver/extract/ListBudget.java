package io.orbweaver.extract;

import io.orbweaver.extract.content.PageContent;
import org.jspecify.annotations.Nullable;

/**
 * The remaining size budget of one list of a page. Limits on the number of entries and on each entry would allow far
 * more together than a result may have: it would be gathered, encoded and thrown away whole. A list has half of what
 * all parts may have, so that what fits is kept. For one thread.
 */
final class ListBudget {

    private final PageContent page;
    private long left;

    ListBudget(PageContent page) {
        this.page = page;
        this.left = page.page().partsBytesMax() / 2;
    }

    /**
     * Takes the size of an entry of some strings from the budget; if too little is left, takes nothing and records that
     * the list was cut.
     */
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
