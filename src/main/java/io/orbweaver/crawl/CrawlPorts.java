package io.orbweaver.crawl;

import io.orbweaver.commit.Ledger;
import io.orbweaver.fetch.FetchSlots;
import io.orbweaver.fetch.Transfers;
import io.orbweaver.frontier.Frontier;
import io.orbweaver.job.JobWaits;
import io.orbweaver.job.Jobs;
import io.orbweaver.politeness.HostGate;
import io.orbweaver.robots.RobotsCache;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import reactor.core.scheduler.Scheduler;

/**
 * Everything the pipeline stands on.
 *
 * @param fetcher makes hops by http and https
 * @param files makes hops by file
 * @param trace follows transfers, where that is asked for
 * @param productToken our name in robots.txt and meta elements
 * @param timer runs what has to wait
 * @param parse takes out of pages what jobs ask for, which may take a while
 * @param bodies bounds what is held of pages for that, and to be kept
 * @param random spreads retries
 */
public record CrawlPorts(
        Jobs jobs,
        Ledger ledger,
        Frontier frontier,
        HostGate gate,
        FetchSlots slots,
        Transfers fetcher,
        Transfers files,
        RobotsCache robots,
        JobWaits waits,
        CrawlListener listener,
        TransferTrace trace,
        String productToken,
        InstantSource clock,
        Scheduler timer,
        Scheduler parse,
        BodyBudget bodies,
        RandomGenerator random) {}
