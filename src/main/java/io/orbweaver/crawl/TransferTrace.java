package io.orbweaver.crawl;

import io.orbweaver.fetch.Fetched;
import io.orbweaver.job.JobId;
import io.orbweaver.url.CanonicalUrl;
import reactor.core.publisher.Mono;

/** Follows each transfer from its start to its end, however it comes. Called on the pipeline's threads. */
public interface TransferTrace {

    /** Follows nothing, and costs nothing: the transfer is as it was. */
    TransferTrace NONE = (transfer, job, target, purpose, attempt) -> transfer;

    /** What is fetched. */
    enum Purpose {
        /** A known URL. */
        PAGE,
        /** A sitemap. */
        SITEMAP,
        /** An origin's robots.txt. */
        ROBOTS
    }

    /**
     * What is subscribed to in place of a transfer: it signals what that does, and waits for nothing else.
     *
     * @param transfer cold; subscribed to once
     * @param job for which it is made
     * @param target what is asked for
     * @param purpose what that is
     * @param attempt from 1
     */
    Mono<Fetched> of(Mono<Fetched> transfer, JobId job, CanonicalUrl target, Purpose purpose, int attempt);
}
