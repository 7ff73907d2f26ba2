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
 * {@code store-reclaim} (gives back what removed jobs had on disk). With a shared store {@code store} is two threads
 * that give its answers. Seldom: Reactor's {@code boundedElastic} (pages of the documentation, key files, the ends of
 * jobs). The demo alone has {@code demo-site}, {@code demo-console} and {@code demo-exit}.
 */
@NullMarked
package io.orbweaver;

import org.jspecify.annotations.NullMarked;
