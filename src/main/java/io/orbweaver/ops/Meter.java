package io.orbweaver.ops;

/** Every meter of the service: its name, what it means, and its unit. Labels are bounded; never a URL or a host. */
enum Meter {
    /** Transfers in flight. */
    FETCH_IN_FLIGHT("orbweaver.fetch.in.flight", "Transfers in flight, robots.txt included"),
    /** The cap of transfers in flight. */
    FETCH_SLOTS("orbweaver.fetch.slots", "Transfers that may be in flight"),
    /** Transfers that ended; label {@code outcome}. */
    FETCHES("orbweaver.fetches", "Transfers that ended, by outcome"),
    /** From the start of a transfer to its last byte, answers only. */
    FETCH_DURATION("orbweaver.fetch.duration", "From the start of a transfer to its last byte"),
    /** Decoded bytes of bodies. */
    FETCH_BYTES("orbweaver.fetch.bytes", "Decoded bytes of bodies"),
    /** Judging a page: resolving links, scope, encoding the event. */
    PARSE_DURATION("orbweaver.parse.duration", "From a page's last byte to its commit being ready"),
    /** Taking out of a page what its job asks for. */
    EXTRACT_DURATION("orbweaver.extract.duration", "Taking out of a page what its job asks for"),
    /** Stored bytes of kept bodies. */
    BODIES_STORED("orbweaver.bodies.stored", "Stored bytes of kept bodies"),
    /** The most of them. */
    BODIES_MAX("orbweaver.bodies.max", "Stored bytes of kept bodies that there may be"),
    /** From handing a commit in to its being on disk. */
    COMMIT_DURATION("orbweaver.commit.duration", "From handing a commit in to its being on disk"),
    /** Outcomes committed; label {@code kind}. */
    OUTCOMES("orbweaver.outcomes", "Outcomes committed"),
    /** Sitemaps that were done with; label {@code outcome}. */
    SITEMAPS("orbweaver.sitemaps", "Sitemaps that were done with: read, failed, or skipped"),
    /** Commits dropped because their lease was lost. */
    LEASES_LOST("orbweaver.leases.lost", "Results dropped because their lease had been taken back"),
    /** Internal errors. */
    INTERNAL_ERRORS("orbweaver.internal.errors", "Visits that failed by a bug of the service"),
    /** URLs that wait in running jobs. */
    FRONTIER_URLS("orbweaver.frontier.urls", "URLs that wait in running jobs' frontiers"),
    /** Jobs by state; label {@code state}. */
    JOBS("orbweaver.jobs", "Jobs in memory, by state"),
    /** Jobs that ended, as this instance saw it; label {@code state}. */
    JOBS_ENDED("orbweaver.jobs.ended", "Jobs that ended; each instance on one store counts them all"),
    /** Requests turned away; label {@code reason}. */
    REQUESTS_REFUSED(
            "orbweaver.requests.refused", "Requests refused, for their credentials or because a limit is reached"),
    /** Whether the file of keys can be used. */
    KEYS_VALID("orbweaver.keys.valid", "1 while the file of keys can be used or is not configured, else 0"),
    /** Watchers. */
    WATCHERS("orbweaver.watchers", "Watchers of event streams"),
    /** The most watchers. */
    WATCHERS_MAX("orbweaver.watchers.max", "Watchers that there may be"),
    /** Watchers dropped because they took nothing. */
    WATCHERS_STALLED("orbweaver.watchers.stalled", "Watchers dropped because they took nothing for the stall timeout"),
    /** From an event's durability to its being sent to a watcher at the tail. */
    EVENT_LAG("orbweaver.event.lag", "From an event being durable to its being sent to a watcher that waits"),
    /** Hosts that spacing, back-off or Retry-After make wait. */
    HOSTS_WAITING("orbweaver.hosts.waiting", "Hosts held by this instance that have URLs and must wait"),
    /** Whether the store can write. */
    STORE_WRITABLE("orbweaver.store.writable", "1 while the store can write, else 0"),
    /** Operations that wait for the store. */
    STORE_INTAKE("orbweaver.store.intake", "Operations that wait for the store");

    private final String meterName;
    private final String description;

    Meter(String meterName, String description) {
        this.meterName = meterName;
        this.description = description;
    }

    String meterName() {
        return meterName;
    }

    String description() {
        return description;
    }
}
