package io.orbweaver.extract;

import io.orbweaver.extract.content.PageContent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An extractor of one part of what a job asks for from a page.
 *
 * <p>One instance serves all pages of a job on several threads at once, so it is immutable; what several need of a page
 * they find in {@link PageContent}. It must cope with any page: time linear in the page's size, strings cut by
 * {@link PageContent#bounded}, lists bounded with {@link PageContent#cut} where they end early, recursion over the tree
 * only, whose depth is bounded.
 */
public interface Extractor {

    /** The part's name in the result. */
    String name();

    /**
     * The part's value; null leaves the part out, for a page of a kind that has none.
     *
     * @param page the page; not to be kept
     */
    @Nullable
    JsonNode extract(PageContent page);
}
