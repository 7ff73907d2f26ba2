/**
 * The shared store on the Redis protocol: several instances on one server, or on a cluster.
 *
 * <p><b>Steps.</b> Each change is one script of Lua, atomic and with all of its keys declared, in one slot: those of a
 * job have one hash tag, those of a host too ({@link io.orbweaver.store.redis.server.JobKeys} is the layout). What a
 * script cannot know beforehand is decided in Java and only confirmed by it: where an outcome turns out to be a copy,
 * or a job's state has moved, the script says so, has done nothing, and is asked again. A job ends in a step of its
 * own, right after the visit that was its last; an instance that dies in between leaves it to the next beat or
 * question.
 *
 * <p><b>Leases and turns</b> have a deadline of ten seconds by the server's clock. An instance renews what it holds
 * every three seconds ({@link io.orbweaver.store.redis.Heartbeat}); what nobody renews is taken back by whoever comes
 * next, and a URL whose lease was lost five times fails. A host that was handed out stays on offer for other instances,
 * as leases and turns keep them apart. The pace of a host is decided in Java and compared and set by its version; a
 * step carries all that an instance has for that host at the moment.
 *
 * <p><b>Signals.</b> Scripts publish what they change on one channel; each instance has one connection that listens. A
 * signal that is lost is made up for by the next beat.
 *
 * <p><b>Clusters.</b> A step whose slot is between two nodes is taken again for two seconds. Where a part is away, what
 * is held of the rest is renewed all the same. A server may have forgotten what it acknowledged (a replica that lagged
 * was promoted): what is left is a state that was once, as all of a job is in one slot and replicated in order; and
 * what was granted since is never taken for what was forgotten, as tokens and versions say when they were made.
 *
 * <p><b>Threads and bounds.</b> Nothing blocks: commands go through one connection and are answered beside its event
 * loop; answers are given on the store's two threads. At most 8,192 calls are under way, 32,768 commands wait, and
 * while the server cannot be reached a call fails at once. What an instance keeps is what the pipeline holds, 4,096
 * specifications and 10,000 hosts that it saw last.
 *
 * <p><b>What holds.</b> Where the server has {@code appendonly yes} and {@code appendfsync always}, nothing is answered
 * or heard before it is on disk; with less, health says what may be lost. A command that was under way when a
 * connection broke may be sent again: a commit that was taken twice counts once, and its second answer is that the
 * lease is lost.
 *
 * <p><b>Memory.</b> A queued URL takes about 60 bytes besides its text, on a site of many pages; hosts of few URLs take
 * more, for each has an entry of its own. When a URL has its outcome its text is in its event alone. Events, extracted
 * data and kept bodies are in memory too.
 */
@NullMarked
package io.orbweaver.store.redis;

import org.jspecify.annotations.NullMarked;
