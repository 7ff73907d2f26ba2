package io.orbweaver.crawl;

import io.orbweaver.commit.Commit;
import io.orbweaver.fetch.Fetched;
import java.time.Duration;

/** A listener to what the pipeline does, for metrics. Called on the pipeline's threads: must not block or throw. */
public interface CrawlListener {

    /** Ignores all of it. */
    CrawlListener NONE = new CrawlListener() {};

    /** A transfer ended. */
    default void fetched(Fetched fetched) {}

    /** A page was read: how long scanning it and deciding took on the event loop. */
    default void parsed(Duration took) {}

    /** What a job asks of a page was taken out of it: how long that took. */
    default void extracted(Duration took) {}

    /** A visit's result is durable, so long after the commit was called. */
    default void committed(Commit.Result result, Duration took) {}

    /** A visit's lease had been taken back: its result was dropped. */
    default void leaseLost() {}

    /** An internal error ended a visit. */
    default void internalError() {}
}
