package io.orbweaver.store.rocksdb;

import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.KeyValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.rocksdb.RocksDBException;

/** A disk in memory: what was not synced may be lost by a crash, from its end; it can be full. For one thread. */
public final class SimulatedDisk implements KeyValues.Opener {

    private static final String NO_SPACE = "no space left on device";

    private final Random random;
    private Map<Family, NavigableMap<byte[], byte[]>> durable = empty();
    private final List<List<Change>> pending = new ArrayList<>();
    private Map<Family, NavigableMap<byte[], byte[]>> visible = empty();
    private int opened;
    private boolean full;

    public SimulatedDisk(Random random) {
        this.random = random;
    }

    /** A change of one row, or of those from a key to another where {@code to} is not null. */
    private record Change(Family family, byte[] key, byte[] value, byte[] to) {

        void apply(Map<Family, NavigableMap<byte[], byte[]>> rows) {
            NavigableMap<byte[], byte[]> map = rows.get(family);
            if (to != null) {
                map.subMap(key, true, to, false).clear();
            } else if (value == null) {
                map.remove(key);
            } else {
                map.put(key, value);
            }
        }
    }

    private static Map<Family, NavigableMap<byte[], byte[]>> empty() {
        Map<Family, NavigableMap<byte[], byte[]>> rows = new EnumMap<>(Family.class);
        for (Family family : Family.values()) {
            rows.put(family, new TreeMap<>(Arrays::compareUnsigned));
        }
        return rows;
    }

    /** From now on there is no room, or there is again. */
    public void full(boolean now) {
        full = now;
    }

    /** Whether it is this disk that somebody is in trouble with. */
    public static boolean saidSo(Throwable trouble) {
        return String.valueOf(trouble.getMessage()).contains(NO_SPACE);
    }

    public boolean isFull() {
        return full;
    }

    /** The power fails: of what was not synced some beginning is left. */
    public void crash() {
        opened++;
        keep(random.nextInt(pending.size() + 1));
    }

    private void keep(int groups) {
        pending.subList(0, groups).forEach(group -> group.forEach(change -> change.apply(durable)));
        pending.clear();
        visible = empty();
        durable.forEach((family, rows) -> visible.get(family).putAll(rows));
    }

    @Override
    public KeyValues open() {
        if (full) {
            throw new IllegalStateException(NO_SPACE);
        }
        opened++;
        keep(pending.size());
        return new Opened(opened);
    }

    @Override
    public void probe() {
        if (full && random.nextBoolean()) {
            throw new StoreUnavailable(NO_SPACE);
        }
    }

    @Override
    public KeyValues openForReading() {
        opened++;
        return new Opened(opened);
    }

    private final class Opened implements KeyValues {

        private final int me;
        private boolean closed;

        Opened(int me) {
            this.me = me;
        }

        private void check() {
            if (closed || me != opened) {
                throw new IllegalStateException("a closed database is used");
            }
        }

        @Override
        public byte[] get(Family family, byte[] key) {
            check();
            byte[] value = visible.get(family).get(key);
            return value == null ? null : value.clone();
        }

        @Override
        public Rows rows(Family family) {
            check();
            return new TreeRows(visible.get(family));
        }

        @Override
        public Writes newWrites() {
            check();
            return new Changes();
        }

        @Override
        public void write(Writes writes) throws RocksDBException {
            check();
            if (full) {
                throw new RocksDBException(NO_SPACE);
            }
            List<Change> group = List.copyOf(((Changes) writes).changes);
            group.forEach(change -> change.apply(visible));
            pending.add(group);
        }

        @Override
        public void sync() throws RocksDBException {
            check();
            int groups = full ? random.nextInt(pending.size() + 1) : pending.size();
            pending.subList(0, groups).forEach(group -> group.forEach(change -> change.apply(durable)));
            pending.subList(0, groups).clear();
            if (full) {
                throw new RocksDBException(NO_SPACE);
            }
        }

        @Override
        public void flush() {
            check();
        }

        @Override
        public void reclaim(Family family, byte[] from, byte[] to) {
            check();
        }

        @Override
        public void stopReclaiming() {}

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class Changes implements KeyValues.Writes {

        private final List<Change> changes = new ArrayList<>();

        @Override
        public void put(Family family, byte[] key, byte[] value) {
            changes.add(new Change(family, key.clone(), value.clone(), null));
        }

        @Override
        public void delete(Family family, byte[] key) {
            changes.add(new Change(family, key.clone(), null, null));
        }

        @Override
        public void deleteRange(Family family, byte[] from, byte[] to) {
            changes.add(new Change(family, from.clone(), null, to.clone()));
        }

        @Override
        public boolean isEmpty() {
            return changes.isEmpty();
        }

        @Override
        public void clear() {
            changes.clear();
        }

        @Override
        public void close() {}
    }

    private static final class TreeRows implements KeyValues.Rows {

        private final NavigableMap<byte[], byte[]> rows;
        private Map.Entry<byte[], byte[]> at;

        TreeRows(NavigableMap<byte[], byte[]> rows) {
            this.rows = rows;
        }

        @Override
        public void seek(byte[] key) {
            at = rows.ceilingEntry(key);
        }

        @Override
        public void seekForPrev(byte[] key) {
            at = rows.floorEntry(key);
        }

        @Override
        public void next() {
            at = rows.higherEntry(at.getKey());
        }

        @Override
        public void prev() {
            at = rows.lowerEntry(at.getKey());
        }

        @Override
        public boolean isValid() {
            return at != null;
        }

        @Override
        public byte[] key() {
            return at.getKey().clone();
        }

        @Override
        public byte[] value() {
            return at.getValue().clone();
        }

        @Override
        public void close() {}
    }
}
