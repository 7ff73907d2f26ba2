/**
 * Orbweaver, a self-hosted, reactive crawler service.
 *
 * <pre>
 * submit        queue        when          how            what           truth        history      watch
 *  job  ─────► frontier ─► politeness ─► fetch ───────► parse ───────► commit ─────► event ─────► watch (SSE)
 *                            robots       egress         extract          ▲                        api, export
 *                 └──────────────────── crawl (composes) ─────────────────┘
 *                          store.rocksdb, store.redis implement the ports
 * </pre>
 *
 * <p>Demand travels right to left: a URL is leased only when a slot is free and a host is due. Results travel left to
 * right: an event is visible only once it is on disk.
 *
 * <p><b>Reading order</b>. Values: {@code url}, {@code outcome}, {@code job} ({@code job.spec}: what is asked for;
 * {@code job.field}: reading JSON). Ports and what they say: {@code frontier}, {@code politeness}, {@code commit},
 * {@code event}, {@code body}. What reads the web: {@code egress} (what may be reached), {@code fetch} and
 * {@code fetch.connection}, {@code robots}, {@code parse} ({@code parse.encoding}, {@code parse.html},
 * {@code parse.mime}), {@code extract} and {@code extract.content}. The pipeline: {@code crawl.schedule} (what comes
 * next), {@code crawl}; begin with {@code Visit}. Where it lives: {@code store}, {@code store.base} (what both share),
 * {@code store.rocksdb} and {@code store.rocksdb.database}, {@code store.redis} and {@code store.redis.server}. How it
 * is watched: {@code watch}. How it is asked: {@code api} ({@code api.arrival}, {@code api.openapi}), {@code explain}
 * (the same rules, asked one by one), {@code export}, {@code security} (who may) and {@code security.keys}. Around it:
 * {@code ops} (metrics, traces, logs), {@code start} (what is checked before a start), {@code demo}, {@code docs}.
 *
 * <p><b>Threads</b>, whose number does not grow with work. Event loops, which never block: {@code fetch} (transfers,
 * scanning, decisions), the web server's, Lettuce's where the store is shared. Timers: Reactor's {@code parallel}.
 * {@code watch} wakes watchers. For CPU: {@code parse} (trees of pages; as many as cores or heap allow), {@code export}
 * (two, encode what is taken away). For the disk: {@code files} (four, for {@code file:} URLs), {@code store} (the only
 * writer), {@code store-sync} (durability, and everything that waits for it), {@code store-read} (two, logs and jobs),
 * {@code store-reclaim} (reclaims the disk space of removed jobs). With a shared store {@code store} is two threads
 * that give its answers. Seldom: Reactor's {@code boundedElastic} (pages of the documentation, key files, the ends of
 * jobs). The demo alone has {@code demo-site}, {@code demo-console} and {@code demo-exit}.
 *
 * <p><b>Glossary</b>
 *
 * <pre>
 * job               one crawl: seeds, scope, limits, politeness, what to extract; has a state and counters
 * seed              a URL that a job starts from
 * scope             which discovered URLs belong to a job
 * known             a URL that has entered a job's frontier; counted once by its canonical form
 * frontier          the URLs of a job that are known and not yet done
 * host              name and port, with http on 80 and https on 443 as one: unit of politeness and of scope host
 * origin            scheme, host name, port: the unit of robots.txt, credentials and cookies
 * politeness        who may be fetched when: in-flight cap and spacing for each host, robots.txt, Retry-After
 * turn              the right to have one transfer in flight on a host; spent by starting it
 * slot              the right to have one transfer in flight in this instance; it covers the transfer only
 * lease             the right to bring one known URL to its outcome, proven by a fencing token; it expires
 * visit             the work from lease to commit: one hop, its parse, its outcome or where it goes next
 * outcome           the result of one URL: page, failure or skip
 * commit            one atomic write in a job: outcome, newly known URLs, counters, event, end of the lease
 * event log         a job's durable, ordered events; dense sequence numbers from 1
 * cursor            a reader's place in an event log; an SSE watcher is nothing but a cursor
 * egress guard      decides, when a connection is made, whether its address may be reached
 * instance          one running Orbweaver; several share one store when scaled out
 *
 * hop               one request and its answer; a redirect leads to another hop
 * attempt           one try of a known URL, with all of its hops; some failures are retried
 * transfer          a hop on the network, from its start to its last byte
 * held host         a host that the frontier has assigned to this instance, which leases from it
 * fencing token     a number that proves a lease; a commit with an outdated one is refused
 * verdict           the result of a turn, as far as politeness uses it
 * circuit           open while a host is unreachable: its URLs fail without a transfer until a probe
 * group commit      many operations written as one batch and made durable by one sync
 * deferred sitemap  a sitemap that is read once fewer URLs wait
 * alias             a URL that redirects led to from a known URL
 * problem           an error of the API in the form of RFC 9457
 * watcher           a client with an open event stream
 * heartbeat         the renewal of leases and turns, every three seconds, on a shared store
 * owner             the key that submitted a job
 * </pre>
 */
@NullMarked
package io.orbweaver;

import org.jspecify.annotations.NullMarked;
