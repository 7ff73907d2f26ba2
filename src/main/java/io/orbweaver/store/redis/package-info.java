/**
 * The shared store on the Redis protocol: several instances on one server, or on a cluster. In prose:
 * {@code src/main/docs/explanation/stores.md}.
 *
 * <p><b>Steps.</b> Each change is one script of Lua, atomic and with all of its keys declared, in one slot: those of a
 * job have one hash tag, those of a host too ({@link io.orbweaver.store.redis.server.JobKeys} is the layout). What a
 * commit comes to is decided in Java, by {@link io.orbweaver.store.base.CommitRules}. The script confirms the facts
 * that were used: where one does not hold, the script says so, has done nothing, and is asked again. Left to scripts is
 * what every commit moves: the room of sitemaps and bodies as it is just then, the rate of pages, and what may be
 * leased.
 *
 * <p><b>Leases and turns</b> have a deadline of ten seconds by the server's clock. An instance renews what it holds
 * every three seconds ({@link io.orbweaver.store.redis.Heartbeat}); what is not renewed is taken back by the next call
 * that finds it, and a URL whose lease was lost five times fails. The pace of a host is decided in Java, and compared
 * and set by its version.
 *
 * <p><b>Signals.</b> Scripts publish what they change on one channel; each instance has one connection that listens. A
 * signal that is lost is made up for when leases are renewed next.
 *
 * <p><b>Threads and bounds.</b> Nothing blocks: commands go through one connection and are answered beside its event
 * loop, on the store's two threads. At most 8,192 calls are under way, 32,768 commands wait, and while the server
 * cannot be reached a call fails at once. What an instance keeps is what the pipeline holds, 4,096 specifications and
 * 10,000 hosts that it saw last.
 *
 * <p><b>What holds.</b> Where the server has {@code appendonly yes} and {@code appendfsync always}, nothing is answered
 * or signalled before it is on disk; with less, health says what may be lost. A commit that was sent twice counts once.
 */
@NullMarked
package io.orbweaver.store.redis;

import org.jspecify.annotations.NullMarked;
