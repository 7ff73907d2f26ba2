package io.orbweaver.crawl;

/** The number of held hosts that have URLs and must wait, over all jobs of this instance. Any thread. */
public interface HostsWaiting {

    /** Their number just now. */
    int count();
}
