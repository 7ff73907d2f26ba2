/**
 * Orbweaver, a self-hosted, reactive crawler service.
 *
 * <pre>
 * submit        queue        when          how            what           truth        history      watch
 *  job  ─────► frontier ─► politeness ─► fetch ───────► parse ───────► commit ─────► event ─────► api (SSE)
 *                            robots       egress         outcome          ▲
 *                 └──────────────────── crawl (composes) ─────────────────┘        store.rocksdb implements the ports
 * </pre>
 *
 * <p><b>Reading order</b>: {@code url}, {@code outcome}, {@code job} (values); {@code frontier}, {@code politeness},
 * {@code commit}, {@code event}, {@code body} (ports and what they say); {@code crawl} (the pipeline; begin with
 * {@code Visit}); {@code store} (where it lives); {@code explain} (the same rules, asked one by one); {@code export}
 * (how results are taken away); {@code api} (how it is asked and watched). Demand travels right to left, a URL is
 * leased only when a slot is free and a host is due; results travel left to right, an event is visible only once it is
 * on disk.
 *
 * <p><b>Threads</b>, whose number does not grow with work: {@code fetch} event loops (transfers, scanning, judging),
 * {@code files} (four, for {@code file:} URLs), {@code store} (the only writer), {@code store-sync} (durability, and
 * everything that waits for it), {@code store-read} (two, logs and jobs), {@code store-reclaim} (gives back what
 * removed jobs had on disk), {@code watch} (wakes watchers), {@code export} (two, encode what is taken away), Reactor's
 * {@code parallel} (timers), the web server's event loops.
 */
@NullMarked
package io.orbweaver;

import org.jspecify.annotations.NullMarked;
