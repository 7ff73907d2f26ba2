package io.orbweaver.api;

import io.orbweaver.body.Bodies;
import io.orbweaver.body.KeptBody;
import io.orbweaver.event.EventBatch;
import io.orbweaver.event.EventLog;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.job.JobId;
import io.orbweaver.job.Jobs;
import io.orbweaver.url.CanonicalUrl;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bodies of pages, where the job keeps them. */
@RestController
@Tag(name = "Pages")
final class BodyEndpoints {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private final Jobs jobs;
    private final EventLog log;
    private final Bodies bodies;
    private final ExportAnswers answers;

    BodyEndpoints(Jobs jobs, EventLog log, Bodies bodies, ExportAnswers answers) {
        this.jobs = jobs;
        this.log = log;
        this.bodies = bodies;
        this.answers = answers;
    }

    @GetMapping("/v1/jobs/{id}/pages/{seq}/body")
    @Operation(
            summary = "The body of a page, decoded, as it was fetched",
            description = "It is a file to save, under the page's own type; `Orbweaver-Status` is the status that it"
                    + " came with, and its ETag the SHA-256 of its bytes.")
    @ApiResponse(
            responseCode = "200",
            description = "the body",
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "304", description = "it is the one that If-None-Match has", content = @Content)
    @ApiResponse(
            responseCode = "404",
            description = "no such job, no page of that number, or no body kept of it",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "503",
            description = "too many exports at once: come back after Retry-After",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    Mono<Void> body(
            @PathVariable @Parameter(schema = @Schema(type = "string", pattern = JobId.PATTERN)) String id,
            @PathVariable
                    @Parameter(
                            schema =
                                    @Schema(
                                            type = "integer",
                                            format = "int64",
                                            minimum = "1",
                                            maximum = "999999999999999999"),
                            description = "number of the page's event")
                    String seq,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        JobId job = Parameters.jobId(id);
        long number = NUMBER.matcher(seq).matches() ? Long.parseLong(seq) : 0;
        return Parameters.job(jobs, id, exchange)
                .then(Mono.defer(() -> page(job, number)))
                .switchIfEmpty(
                        Mono.error(() -> notThere("no-such-page", "No such page", number, "is not that of a page")))
                .flatMap(page -> bodies.find(job, number)
                        .switchIfEmpty(Mono.error(() -> notThere("no-body", "No body", number, "has no body kept")))
                        .flatMap(body -> answer(body, JSON.readTree(page.json()), exchange)));
    }

    private Mono<LoggedEvent> page(JobId job, long seq) {
        return log.read(job, seq - 1, EventType.PAGE.bit(), 1)
                .flatMapIterable(EventBatch::events)
                .filter(event -> event.seq() == seq)
                .next();
    }

    private static ProblemException notThere(String kind, String title, long seq, String what) {
        return new ProblemException(Problem.of(404, kind, title, "Event " + seq + " of the job " + what + "."));
    }

    private Mono<Void> answer(KeptBody body, JsonNode page, ServerWebExchange exchange) {
        String etag = "\"" + page.path("sha256").stringValue("") + "\"";
        if (exchange.checkNotModified(etag)) {
            BodyHead.protect(exchange.getResponse().getHeaders());
            return exchange.getResponse().setComplete();
        }
        CanonicalUrl url = CanonicalUrl.ofCanonical(page.path("finalUrl").stringValue());
        return answers.streamed(exchange, headers -> BodyHead.set(headers, body, url), () -> bodies.bytes(body));
    }
}
