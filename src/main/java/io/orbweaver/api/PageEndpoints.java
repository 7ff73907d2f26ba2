package io.orbweaver.api;

import io.orbweaver.event.EventBatch;
import io.orbweaver.event.EventLog;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.job.JobId;
import io.orbweaver.job.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Results by cursor: the {@code page} events of a job, their JSON as it was committed. */
@RestController
@Tag(name = "Pages")
final class PageEndpoints {

    private static final int LIMIT_MAX = 1_000;

    private final Jobs jobs;
    private final EventLog log;

    PageEndpoints(Jobs jobs, EventLog log) {
        this.jobs = jobs;
        this.log = log;
    }

    /**
     * A stretch of results.
     *
     * @param pages the data of the page events, each with its {@code seq}
     * @param next {@code after} of the next stretch
     * @param complete whether the job has ended and nothing follows
     */
    @Schema(name = "Pages")
    record PagesView(List<Object> pages, long next, boolean complete) {}

    @GetMapping(value = "/v1/jobs/{id}/pages", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "A job's pages, in order of their commits")
    @ApiResponse(
            responseCode = "200",
            description = "pages after a sequence number",
            content = @Content(schema = @Schema(implementation = PagesView.class)))
    Mono<ResponseEntity<byte[]>> pages(
            @PathVariable String id,
            @RequestParam(defaultValue = "0")
                    @Parameter(description = "a sequence number; `next` of the stretch before")
                    String after,
            @RequestParam(defaultValue = "100") @Parameter(schema = @Schema(minimum = "1", maximum = "1000"))
                    String limit) {
        int max = Parameters.number("limit", limit, 1, LIMIT_MAX);
        long from = Parameters.number("after", after, 0, Integer.MAX_VALUE);
        JobId job = Parameters.jobId(id);
        return jobs.find(job)
                .switchIfEmpty(Mono.error(() -> ProblemException.noSuchJob(id)))
                .then(Mono.defer(() -> read(job, new Stretch(from, max))))
                .map(stretch -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(stretch.json()));
    }

    /** What was gathered so far. */
    private static final class Stretch {
        private final int max;
        private final List<LoggedEvent> pages = new ArrayList<>();
        private long upTo;
        private int bytes;
        private boolean done;
        private boolean complete;

        Stretch(long after, int max) {
            this.upTo = after;
            this.max = max;
        }

        void add(EventBatch batch) {
            pages.addAll(batch.events());
            batch.events().forEach(event -> bytes += event.json().length);
            upTo = batch.upTo();
            complete = batch.ended();
            done = batch.atTail() || pages.size() >= max || bytes >= EventLog.BYTES_MAX;
        }

        byte[] json() {
            ByteArrayOutputStream out = new ByteArrayOutputStream(bytes + 64 * pages.size() + 64);
            out.writeBytes("{\"pages\":[".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < pages.size(); i++) {
                LoggedEvent page = pages.get(i);
                String head = (i == 0 ? "" : ",") + "{\"seq\":" + page.seq() + ",";
                out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
                out.write(page.json(), 1, page.json().length - 1);
            }
            String tail = "],\"next\":" + upTo + ",\"complete\":" + complete + "}";
            out.writeBytes(tail.getBytes(StandardCharsets.US_ASCII));
            return out.toByteArray();
        }
    }

    private Mono<Stretch> read(JobId job, Stretch stretch) {
        return Mono.defer(() -> log.read(job, stretch.upTo, EventType.PAGE.bit(), stretch.max - stretch.pages.size()))
                .doOnNext(stretch::add)
                .switchIfEmpty(Mono.fromRunnable(() -> stretch.done = true))
                .repeat(() -> !stretch.done)
                .then(Mono.just(stretch));
    }
}
