package io.orbweaver.crawl;

/** How many hosts in hand have URLs and must wait, over all jobs of this instance. Any thread. */
public interface HostsWaiting {

    /** Their number just now. */
    int count();
}
