/**
 * The embedded store on RocksDB.
 *
 * <p><b>Threads.</b> One thread ({@code store}) owns all state in memory and is the only writer: it drains the bounded
 * intake, applies each operation to memory and to one write batch, and writes the batch. A second thread
 * ({@code store-sync}) makes the write-ahead log durable and only then answers; while it waits for the disk, the first
 * goes on with the next group, so that one sync serves all that came meanwhile. Reads of logs and jobs run on a third,
 * bounded scheduler and see nothing beyond the last sync. A fourth thread, {@code store-reclaim}, reclaims what removed
 * jobs had on disk. None of them is an event loop. {@link io.orbweaver.store.rocksdb.GroupCommit} is what the first two
 * do, step by step; {@link io.orbweaver.store.rocksdb.database.KeyValues} is all that is asked of the database: so a
 * simulation can take the steps itself, on a disk that loses what was not synced.
 *
 * <p><b>Disk and memory.</b> Everything known is on disk: {@link io.orbweaver.store.rocksdb.database.Keyspace} says
 * under which keys. Memory holds running jobs, their leases, and windows of bounded size onto their hosts and queues. A
 * leased URL stays in its queue on disk until its commit, so that leases of a killed process are back by themselves,
 * and a start reads nothing but the list of active jobs, whatever the size of the frontier. What was leased when a
 * process died is counted, by {@link io.orbweaver.store.rocksdb.database.LeaseJournal}: a URL over which it dies again
 * and again is given up.
 */
@NullMarked
package io.orbweaver.store.rocksdb;

import org.jspecify.annotations.NullMarked;
