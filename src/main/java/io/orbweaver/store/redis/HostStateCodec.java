package io.orbweaver.store.redis;

import io.orbweaver.job.JobId;
import io.orbweaver.politeness.HostPace;
import io.orbweaver.politeness.HostPolicy;
import io.orbweaver.politeness.HostWants;
import io.orbweaver.politeness.Turn;
import io.orbweaver.politeness.Verdict;
import io.orbweaver.store.redis.server.ServerClock;
import io.orbweaver.url.Host;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A host's state as bytes; times are epoch microseconds, and 0 is long ago. */
final class HostStateCodec {

    private static final byte VERSION = 1;
    private static final Verdict[] VERDICTS = Verdict.values();

    private HostStateCodec() {}

    static byte[] encode(HostState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try {
            write(state, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(HostState state, DataOutputStream out) throws IOException {
        HostPace pace = state.pace();
        out.writeByte(VERSION);
        out.writeShort(pace.inFlight());
        out.writeShort(pace.unbegun());
        instant(out, pace.lastStart());
        instant(out, pace.heldUntil());
        out.writeByte(pace.level());
        instant(out, pace.lastFailure());
        out.writeInt(pace.deadInRow());
        out.writeByte(pace.deadVerdict().ordinal());
        Map<JobId, HostPolicy> wants = pace.wants().byJob();
        out.writeShort(wants.size());
        for (Map.Entry<JobId, HostPolicy> want : wants.entrySet()) {
            out.writeLong(want.getKey().value());
            out.writeShort(want.getValue().perHost());
            out.writeLong(want.getValue().spacing().toNanos());
            instant(out, state.wantedAt().getOrDefault(want.getKey(), Instant.MIN));
        }
        out.writeShort(state.out().size());
        for (HostState.Out one : state.out()) {
            out.writeUTF(one.instance());
            instant(out, one.turn().start());
            instant(out, one.turn().startBefore());
            out.writeBoolean(one.turn().begun());
            instant(out, one.deadline());
        }
    }

    static HostState decode(Host host, byte[] bytes) {
        try {
            return read(host, new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HostState read(Host host, DataInputStream in) throws IOException {
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IllegalStateException("a host's state of unknown version " + version);
        }
        int inFlight = in.readUnsignedShort();
        int unbegun = in.readUnsignedShort();
        Instant lastStart = instant(in);
        Instant heldUntil = instant(in);
        int level = in.readByte();
        Instant lastFailure = instant(in);
        int deadInRow = in.readInt();
        Verdict deadVerdict = VERDICTS[in.readByte()];
        HostWants wants = HostWants.NONE;
        Map<JobId, Instant> wantedAt = new HashMap<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            JobId job = new JobId(in.readLong());
            wants = wants.with(job, new HostPolicy(in.readUnsignedShort(), Duration.ofNanos(in.readLong())));
            wantedAt.put(job, instant(in));
        }
        List<HostState.Out> out = new ArrayList<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            String instance = in.readUTF();
            Turn turn = new Turn(host, instant(in), instant(in), in.readBoolean());
            out.add(new HostState.Out(instance, turn, instant(in)));
        }
        HostPace pace = new HostPace(
                inFlight, unbegun, lastStart, heldUntil, level, lastFailure, deadInRow, deadVerdict, wants);
        return new HostState(pace, List.copyOf(out), Map.copyOf(wantedAt));
    }

    private static void instant(DataOutputStream out, Instant instant) throws IOException {
        out.writeLong(ServerClock.micros(instant));
    }

    private static Instant instant(DataInputStream in) throws IOException {
        long micros = in.readLong();
        return micros == 0 ? Instant.MIN : ServerClock.instant(micros);
    }
}
