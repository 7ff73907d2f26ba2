package io.orbweaver.store.rocksdb;

import io.orbweaver.commit.Ledger.IdempotencyKey;
import io.orbweaver.job.JobId;
import io.orbweaver.store.base.TextDigest;
import io.orbweaver.store.rocksdb.database.Family;
import io.orbweaver.store.rocksdb.database.KeyValues;
import io.orbweaver.store.rocksdb.database.KeyValues.Rows;
import io.orbweaver.store.rocksdb.database.Keyspace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** The submission of each idempotency key, for a day. Used by the store's thread. */
final class IdempotencyKeys {

    private final InstantSource clock;
    private Instant swept = Instant.MIN;

    IdempotencyKeys(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The submission of a key.
     *
     * @param job the job that it opened
     * @param fingerprint of its submission
     */
    record Found(JobId job, String fingerprint) {}

    @Nullable
    Found find(KeyValues database, IdempotencyKey key) throws RocksDBException {
        byte[] value = database.get(Family.DEFAULT, diskKey(key));
        if (value == null || expired(value)) {
            return null;
        }
        return new Found(Keyspace.jobOf(value, 0), new String(value, 16, value.length - 16, StandardCharsets.US_ASCII));
    }

    void put(Batch batch, IdempotencyKey key, JobId job) throws RocksDBException {
        sweepDaily(batch);
        byte[] fingerprint = key.fingerprint().getBytes(StandardCharsets.US_ASCII);
        long expiry = clock.instant().plus(IdempotencyKey.REMEMBERED).toEpochMilli();
        byte[] value = ByteBuffer.allocate(16 + fingerprint.length)
                .putLong(job.value())
                .putLong(expiry)
                .put(fingerprint)
                .array();
        batch.put(Family.DEFAULT, diskKey(key), value);
    }

    /** Forgets what has expired, once a day, so that keys do not pile up. */
    private void sweepDaily(Batch batch) throws RocksDBException {
        Instant now = clock.instant();
        if (now.isBefore(swept.equals(Instant.MIN) ? Instant.MIN : swept.plus(IdempotencyKey.REMEMBERED))) {
            return;
        }
        swept = now;
        byte[] prefix = {'i'};
        KeyValues database = batch.database();
        try (Rows it = database.rows(Family.DEFAULT)) {
            for (it.seek(prefix); it.isValid() && Keyspace.startsWith(it.key(), prefix); it.next()) {
                if (expired(it.value())) {
                    batch.delete(Family.DEFAULT, Arrays.copyOf(it.key(), it.key().length));
                }
            }
        }
    }

    private boolean expired(byte[] value) {
        return ByteBuffer.wrap(value).getLong(8) <= clock.millis();
    }

    private static byte[] diskKey(IdempotencyKey key) {
        return Keyspace.idempotency(TextDigest.of(key.key()));
    }
}
