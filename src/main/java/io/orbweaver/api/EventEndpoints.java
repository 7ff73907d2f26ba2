package io.orbweaver.api;

import io.orbweaver.commit.Ledger;
import io.orbweaver.event.Cursor;
import io.orbweaver.event.EventJson;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LiveProgress;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.job.Jobs;
import io.orbweaver.security.Caller;
import io.orbweaver.watch.EventStreams;
import io.orbweaver.watch.SseFrames;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.enums.ParameterStyle;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Watching: one job's log from any place, or all jobs live. */
@RestController
@Tag(name = "Events")
final class EventEndpoints {

    private static final int LIVE_WAITING_MAX = 256;

    private final Jobs jobs;
    private final Ledger ledger;
    private final LiveProgress progress;
    private final EventStreams streams;
    private final InstantSource clock;

    EventEndpoints(Jobs jobs, Ledger ledger, LiveProgress progress, EventStreams streams, InstantSource clock) {
        this.jobs = jobs;
        this.ledger = ledger;
        this.progress = progress;
        this.streams = streams;
        this.clock = clock;
    }

    @GetMapping(value = "/v1/jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "A job's events",
            description =
                    "Server-sent events from the beginning, from Last-Event-ID, or from ?after=. The stream closes"
                            + " after the `end` event, or after `store-damaged`, which has no id, where the rest cannot"
                            + " be read; at or past it the answer is 204, which stops an EventSource."
                            + " A client that takes nothing for the stall timeout is dropped, and one whose service"
                            + " stops is sent a delay as `retry`: both resume with Last-Event-ID.")
    @ApiResponse(
            responseCode = "200",
            description = "the events",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = String.class)))
    @ApiResponse(responseCode = "204", description = "the log ends there", content = @Content)
    @ApiResponse(
            responseCode = "400",
            description = "no place in this log, or an unknown type",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "404",
            description = "no such job",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "500",
            description = "the store is damaged where the stream would begin: it is not worth coming back",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "503",
            description = "every place for a watcher is taken, or the service stops: come back after Retry-After",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    Mono<Void> events(
            @PathVariable @Parameter(schema = @Schema(type = "string", pattern = JobId.PATTERN)) String id,
            @RequestHeader(value = "Last-Event-ID", required = false)
                    @Parameter(
                            description =
                                    "a sequence number of this log; overrides `after`, and an empty one is ignored",
                            schema = @Schema(type = "string", pattern = "^[0-9]{0,18}$"))
                    @Nullable
                    String lastEventId,
            @RequestParam(required = false)
                    @Parameter(
                            description = "a sequence number of this log, or `latest`",
                            schema = @Schema(type = "string", pattern = "^(?:[0-9]{1,18}|latest)$"))
                    @Nullable
                    String after,
            @RequestParam(required = false)
                    @Parameter(
                            description = "e.g. `page,failure`; `end` always comes",
                            style = ParameterStyle.FORM,
                            explode = Explode.FALSE,
                            array =
                                    @ArraySchema(
                                            minItems = 1,
                                            schema =
                                                    @Schema(
                                                            type = "string",
                                                            allowableValues = {
                                                                "state",
                                                                "page",
                                                                "failure",
                                                                "skip",
                                                                "sitemap",
                                                                "end",
                                                                "progress"
                                                            })))
                    @Nullable
                    String types,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        int typeMask = Parameters.typeMask(types);
        if (after != null
                && !Cursor.isPlace(after)) { // an invalid one is refused even if Last-Event-ID takes precedence
            throw ProblemException.badParameter("after", "must be a sequence number or 'latest'");
        }
        return Parameters.job(jobs, id, exchange).flatMap(job -> {
            Cursor cursor = Cursor.of(lastEventId, after, job);
            if (cursor instanceof Cursor.Bad bad) {
                return Mono.error(ProblemException.badParameter(bad.field(), bad.detail()));
            }
            if (cursor instanceof Cursor.After from) {
                return streams.stream(job, from.seq(), typeMask, exchange);
            }
            exchange.getResponse().setStatusCode(HttpStatus.NO_CONTENT);
            return exchange.getResponse().setComplete();
        });
    }

    @GetMapping(value = "/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "All jobs that the caller may see, live",
            description = "`state` and `progress` events without ids; first the present state of each job that has not"
                    + " ended. Nothing of it is stored, and a slow reader misses some.")
    @ApiResponse(
            responseCode = "200",
            description = "the events",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = String.class)))
    Mono<Void> all(@Parameter(hidden = true) ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        Flux<byte[]> present = Flux.just(JobState.RUNNING, JobState.PAUSED, JobState.CREATED)
                .concatMap(state -> jobs.all(state, caller.onlyOf(), null), 1)
                .map(this::stateFrame);
        Flux<byte[]> moves =
                ledger.moves().filter(job -> caller.maySee(job.owner())).map(this::stateFrame);
        Flux<byte[]> live = progress.watchAll()
                .filter(shown -> caller.maySee(shown.owner()))
                .map(shown -> SseFrames.live(EventType.PROGRESS, shown.json()));
        Flux<byte[]> fromNow =
                Flux.merge(moves, live).onBackpressureBuffer(LIVE_WAITING_MAX, BufferOverflowStrategy.DROP_OLDEST);
        return streams.live(present, fromNow, exchange);
    }

    private byte[] stateFrame(Job job) {
        Instant now = clock.instant();
        return SseFrames.live(EventType.STATE, EventJson.state(job.id(), job.state(), job.why(), now));
    }
}
