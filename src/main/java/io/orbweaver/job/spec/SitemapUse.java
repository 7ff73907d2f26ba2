package io.orbweaver.job.spec;

import java.util.Locale;

/** The use that a job makes of the sitemaps that its origins' robots.txt names. */
public enum SitemapUse {
    /** Their URLs are crawled besides the links. */
    INCLUDE,
    /** Only their URLs are crawled. */
    ONLY,
    /** They are not read. */
    IGNORE;

    /** The name in a submission. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
