package io.orbweaver.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.orbweaver.Machine;
import io.orbweaver.crash.SystemCalls.Call;
import io.orbweaver.service.Api.Event;
import io.orbweaver.service.ServiceProcess;
import io.orbweaver.service.ServiceProcess.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the process asks of the system, in order: a submission is answered, and each event is sent, only after a sync of
 * the log has returned that began after the write of it had.
 */
@Tag("process")
class SyncBeforeAnswerTest {

    private static final int BLOCK = 32 << 10;
    private static final int HEADER = 7;

    @TempDir
    Path folder;

    /** Bytes in the order in which they were written, and which line of the trace each of them belongs to. */
    private static final class Written {

        private final StringBuilder bytes = new StringBuilder();
        private final TreeMap<Integer, Integer> lines = new TreeMap<>();

        void add(String more, int line) {
            bytes.append(more);
            lines.put(bytes.length(), line);
        }

        /** The line of some byte. */
        int line(int place) {
            return lines.higherEntry(place).getValue();
        }

        /** Takes the records' headers out of a log, one before each piece, none of which crosses a block. */
        Written withoutHeaders() {
            Written records = new Written();
            int at = 0;
            while (at + HEADER <= bytes.length()) {
                if (BLOCK - at % BLOCK < HEADER) {
                    at += BLOCK - at % BLOCK;
                } else {
                    int length = bytes.charAt(at + 4) | bytes.charAt(at + 5) << 8;
                    int end = Math.min(bytes.length(), at + HEADER + length);
                    if (length > 0) {
                        records.add(bytes.substring(at + HEADER, end), line(end - 1));
                    }
                    at += HEADER + length;
                }
            }
            return records;
        }
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void aSubmissionAndEachEventAreSyncedBeforeTheyAreSent() throws IOException {
        Machine.needs(Machine.runs("strace", "-o", "/dev/null", "true"), "strace is not installed, or may not trace");
        Path trace = folder.resolve("trace");
        List<String> strace = List.of(
                "strace",
                "-D",
                "-f",
                "-y",
                "-xx",
                "-s",
                "1048576",
                "--seccomp-bpf",
                "-e",
                "trace=" + String.join(",", SystemCalls.TRACED),
                "-o",
                trace.toString());
        List<Event> events;
        String seed;
        try (CrashSite site = new CrashSite(150);
                ServiceProcess service = ServiceProcess.launch(Jvm.under(strace), folder, folder.resolve("store"))
                        .awaitReady()) {
            site.want(1);
            seed = site.seed();
            String job = service.api().submit("{'seeds':['" + seed + "'],'delay':'0ms','perHost':10}");
            events = service.api().events(job).stream()
                    .filter(event -> !event.id().isEmpty()) // progress is not stored
                    .toList();
            service.terminate();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Files.readString(trace).stripTrailing(), all -> all.endsWith(" +++"));
        }
        assertThat(events).hasSizeGreaterThan(150);
        check(SystemCalls.of(trace), seed, events);
    }

    private static void check(List<Call> calls, String seed, List<Event> events) {
        String file = calls.stream()
                .filter(call -> call.data().contains(seed) && call.file().endsWith(".log"))
                .findFirst()
                .orElseThrow()
                .file();
        Written log = written(calls.stream().filter(c -> c.file().equals(file)).toList(), Call::returned)
                .withoutHeaders();
        Written sent = written(calls.stream().filter(Call::isToSocket).toList(), Call::began);
        List<Call> syncs = calls.stream()
                .filter(call -> call.isSync() && call.file().equals(file) && call.result() == 0)
                .toList();
        isSyncedBetween(log, seed, sent, "HTTP/1.1 202", syncs);
        for (Event event : events) {
            isSyncedBetween(log, event.raw(), sent, event.raw(), syncs);
        }
    }

    private static Written written(List<Call> calls, ToIntFunction<Call> line) {
        Written written = new Written();
        calls.stream()
                .filter(call -> !call.data().isEmpty())
                .forEach(call -> written.add(call.data(), line.applyAsInt(call)));
        return written;
    }

    private static void isSyncedBetween(Written log, String stored, Written sent, String shown, List<Call> syncs) {
        int storedAt = log.bytes.indexOf(stored);
        int shownAt = sent.bytes.indexOf(shown);
        assertThat(storedAt).as("in the log: " + stored).isNotNegative();
        assertThat(shownAt).as("sent: " + shown).isNotNegative();
        int written = log.line(storedAt + stored.length() - 1);
        int sending = sent.line(shownAt);
        assertThat(syncs)
                .as("a sync after line " + written + " and before line " + sending + ": " + shown)
                .anyMatch(sync -> sync.began() > written && sync.returned() < sending);
    }
}
