package io.orbweaver.api;

import io.orbweaver.event.EventBatch;
import io.orbweaver.event.EventLog;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.job.JobId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** Some pages of a job as one piece of JSON: as many as were asked for, or as make up 256 KB. For one reader. */
final class PageBatch {

    private final int max;
    private final List<LoggedEvent> pages = new ArrayList<>();
    private long upTo;
    private int bytes;
    private boolean done;
    private boolean complete;

    private PageBatch(long after, int max) {
        this.upTo = after;
        this.max = max;
    }

    /** Reads the pages after a sequence number, whole. */
    static Mono<byte[]> read(EventLog log, JobId job, long after, int max) {
        return Mono.defer(() -> {
            PageBatch batch = new PageBatch(after, max);
            return Mono.defer(
                            () -> log.readWhole(job, batch.upTo, EventType.PAGE.bit(), batch.max - batch.pages.size()))
                    .doOnNext(batch::add)
                    .switchIfEmpty(Mono.fromRunnable(() -> batch.done = true))
                    .repeat(() -> !batch.done)
                    .then(Mono.fromSupplier(batch::json));
        });
    }

    private void add(EventBatch batch) {
        pages.addAll(batch.events());
        batch.events().forEach(event -> bytes += event.json().length);
        upTo = batch.upTo();
        complete = batch.ended();
        done = batch.atTail() || pages.size() >= max || bytes >= EventLog.BYTES_MAX;
    }

    private byte[] json() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes + 64 * pages.size() + 64);
        out.writeBytes("{\"pages\":[".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < pages.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(pages.get(i).numbered());
        }
        String tail = "],\"next\":" + upTo + ",\"complete\":" + complete + "}";
        out.writeBytes(tail.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
