package io.orbweaver.api;

import io.orbweaver.api.openapi.JobSubmission;
import io.orbweaver.commit.JobDesk;
import io.orbweaver.commit.Ledger.Moved;
import io.orbweaver.commit.Ledger.Opened;
import io.orbweaver.commit.Ledger.Owner;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobQuery;
import io.orbweaver.job.JobState;
import io.orbweaver.job.JobWaits;
import io.orbweaver.job.Jobs;
import io.orbweaver.security.Caller;
import io.orbweaver.security.keys.Role;
import io.orbweaver.watch.EventStreams;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Submitting jobs, looking at them, and changing their state. */
@RestController
@RequestMapping("/v1/jobs")
@Tag(name = "Jobs")
final class JobEndpoints {

    private static final Logger log = LoggerFactory.getLogger(JobEndpoints.class);
    private static final int LIST_MAX = 1_000;
    private static final Duration RUNNING_RETRY = Duration.ofSeconds(10);

    private final JobDesk desk;
    private final Jobs jobs;
    private final JobWaits waits;
    private final SubmissionReader submissions;
    private final SubmissionBodies intake;
    private final ConcurrencyLimit limit;
    private final EventStreams streams;
    private final InstantSource clock;

    JobEndpoints(
            JobDesk desk,
            Jobs jobs,
            JobWaits waits,
            SubmissionReader submissions,
            SubmissionBodies intake,
            ConcurrencyLimit limit,
            EventStreams streams,
            InstantSource clock) {
        this.desk = desk;
        this.jobs = jobs;
        this.waits = waits;
        this.submissions = submissions;
        this.intake = intake;
        this.limit = limit;
        this.streams = streams;
        this.clock = clock;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Submit a job",
            description = "The job is on disk when the answer comes. With Accept: text/event-stream the answer is its"
                    + " event stream; a client that goes away stops nothing.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = JobSubmission.class)))
    @ApiResponse(
            responseCode = "202",
            description = "accepted",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @ApiResponse(
            responseCode = "200",
            description = "accepted, and streamed",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = String.class)))
    @ApiResponse(
            responseCode = "503",
            description = "too many submissions or running jobs, or the store cannot write; see Retry-After",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    Mono<ResponseEntity<JobView>> submit(
            @RequestBody(required = false) Flux<DataBuffer> body,
            @RequestHeader(value = "Idempotency-Key", required = false)
                    @Parameter(
                            description = "1 to 255 visible characters, remembered for 24 hours; with another body than"
                                    + " before it is refused by 422",
                            schema = @Schema(type = "string", minLength = 1, maxLength = 255, pattern = "^[!-~]+$"))
                    @Nullable
                    String key,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        boolean streaming = streams.isWanted(exchange.getRequest().getHeaders());
        Mono<Opened> opening = intake.whole(body)
                .flatMap(bytes -> limit.admit(Mono.fromSupplier(() -> submissions.read(bytes, key))
                        .flatMap(submission ->
                                desk.submit(submission.spec(), submission.key(), owner(Caller.of(exchange))))));
        return (streaming ? streams.whenPlaceIsFree(opening) : opening)
                .flatMap(opened -> answer(opened, streaming, exchange));
    }

    private static @Nullable Owner owner(Caller caller) {
        String name = caller.name();
        return name == null ? null : new Owner(name, caller.jobsMax());
    }

    private Mono<ResponseEntity<JobView>> answer(Opened answer, boolean streaming, ServerWebExchange exchange) {
        if (answer instanceof Opened.KeyTaken) {
            return Mono.error(new ProblemException(Problem.of(
                    422,
                    "key-taken",
                    "The Idempotency-Key belongs to another submission",
                    "Send the submission that it was first used for, or another key.")));
        }
        if (answer instanceof Opened.TooMany) {
            return Mono.error(tooManyJobs());
        }
        if (answer instanceof Opened.OwnerFull) {
            return Mono.error(new ProblemException(
                    Problem.of(
                            429,
                            "too-many-jobs-of-key",
                            "Too many jobs of this key",
                            "As many of its jobs have not ended as may be (orbweaver.security.jobs). Nothing was"
                                    + " changed."),
                    RUNNING_RETRY));
        }
        boolean replay = answer instanceof Opened.Replayed;
        Job job = answer instanceof Opened.Fresh fresh ? fresh.job() : ((Opened.Replayed) answer).job();
        if (!replay) {
            logChange(job.id(), "submitted", exchange);
        }
        URI location = URI.create("/v1/jobs/" + job.id());
        if (streaming) {
            HttpHeaders headers = exchange.getResponse().getHeaders();
            headers.setLocation(location);
            if (replay) {
                headers.set("Idempotent-Replay", "true");
            }
            return streams.stream(job, 0, EventStreams.EVERY_TYPE, exchange).then(Mono.empty());
        }
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(HttpStatus.ACCEPTED).location(location);
        if (replay) {
            response.header("Idempotent-Replay", "true");
        }
        return Mono.just(response.body(view(job, exchange)));
    }

    @GetMapping
    @Operation(
            summary = "List jobs, newest first",
            description =
                    "A page may have fewer jobs than limit and not be the last: go on with after while next is not"
                            + " null.")
    @Parameter(
            name = "label",
            in = ParameterIn.QUERY,
            description = "only jobs with this label, as name:value; where it is repeated, with all of them",
            array =
                    @ArraySchema(
                            maxItems = JobQuery.LABELS_MAX,
                            schema =
                                    @Schema(
                                            implementation = String.class,
                                            maxLength = JobQuery.LABEL_MAX,
                                            pattern = "^[^:][\\s\\S]*:")),
            explode = Explode.TRUE,
            example = "team:search")
    Mono<JobList> list(
            @RequestParam(required = false)
                    @Parameter(
                            schema =
                                    @Schema(
                                            allowableValues = {
                                                "created",
                                                "running",
                                                "paused",
                                                "completed",
                                                "cancelled",
                                                "failed"
                                            }))
                    @Nullable
                    String state,
            @RequestParam(required = false)
                    @Parameter(
                            description = "only jobs older than this one",
                            schema = @Schema(type = "string", pattern = JobId.PATTERN))
                    @Nullable
                    String after,
            @RequestParam(defaultValue = "100")
                    @Parameter(
                            schema =
                                    @Schema(
                                            type = "integer",
                                            format = "int32",
                                            minimum = "1",
                                            maximum = "1000",
                                            defaultValue = "100"))
                    String limit,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        int max = Parameters.number("limit", limit, 1, LIST_MAX);
        JobId before = after == null
                ? null
                : JobId.parse(after).orElseThrow(() -> ProblemException.badParameter("after", "must be a job's id"));
        JobQuery query = new JobQuery(
                state == null ? null : state(state), Caller.of(exchange).onlyOf(), Parameters.labels(exchange));
        return jobs.page(query, before, max).map(page -> {
            JobId next = page.next();
            return new JobList(
                    page.jobs().stream().map(job -> view(job, exchange)).toList(),
                    next == null ? null : next.toString());
        });
    }

    /**
     * A page of jobs.
     *
     * @param jobs newest first
     * @param next {@code after} of the next page, or null on the last one
     */
    record JobList(List<JobView> jobs, @Nullable String next) {}

    private static JobState state(String name) {
        return JobState.of(name)
                .orElseThrow(() -> ProblemException.badParameter(
                        "state", "must be one of created, running, paused, completed, cancelled, failed"));
    }

    @GetMapping("/{id}")
    @Operation(summary = "One job")
    @ApiResponse(responseCode = "200", description = "the job")
    @ApiResponse(
            responseCode = "404",
            description = "no such job",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    Mono<JobView> get(
            @PathVariable @Parameter(schema = @Schema(type = "string", pattern = JobId.PATTERN)) String id,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        return Parameters.job(jobs, id, exchange).map(job -> view(job, exchange));
    }

    @PostMapping("/{id}/start")
    @Operation(summary = "Start a created job")
    @ApiResponse(responseCode = "200", description = "the job")
    @ApiResponse(
            responseCode = "503",
            description = "too many jobs run, or the store cannot write; see Retry-After",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    Mono<JobView> start(
            @PathVariable @Parameter(schema = @Schema(type = "string", pattern = JobId.PATTERN)) String id,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        return move(id, JobState.Move.START, exchange);
    }

    @PostMapping("/{id}/pause")
    @Operation(summary = "Pause a running job; everything is kept")
    Mono<JobView> pause(
            @PathVariable @Parameter(schema = @Schema(type = "string", pattern = JobId.PATTERN)) String id,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        return move(id, JobState.Move.PAUSE, exchange);
    }

    @PostMapping("/{id}/resume")
    @Operation(summary = "Resume a paused job")
    @ApiResponse(responseCode = "200", description = "the job")
    @ApiResponse(
            responseCode = "503",
            description = "too many jobs run, or the store cannot write; see Retry-After",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    Mono<JobView> resume(
            @PathVariable @Parameter(schema = @Schema(type = "string", pattern = JobId.PATTERN)) String id,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        return move(id, JobState.Move.RESUME, exchange);
    }

    @PostMapping("/{id}/cancel")
    @Operation(summary = "Cancel a job permanently; its results are kept")
    Mono<JobView> cancel(
            @PathVariable @Parameter(schema = @Schema(type = "string", pattern = JobId.PATTERN)) String id,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        return move(id, JobState.Move.CANCEL, exchange);
    }

    private Mono<JobView> move(String id, JobState.Move move, ServerWebExchange exchange) {
        return ownedJob(id, exchange).flatMap(job -> desk.move(job, move)).map(moved -> {
            if (moved instanceof Moved.Ok ok) {
                if (ok.changed()) {
                    logChange(ok.job().id(), ok.job().state().wireName(), exchange);
                }
                return view(ok.job(), exchange);
            }
            if (moved instanceof Moved.Conflict conflict) {
                throw new ProblemException(Problem.of(
                        409,
                        "illegal-move",
                        "The job's state does not allow it",
                        "The job is " + conflict.job().state().wireName() + "."));
            }
            throw moved instanceof Moved.TooMany ? tooManyJobs() : ProblemException.noSuchJob(id);
        });
    }

    /** A job that the caller may see; the owner of a job never changes. */
    private Mono<JobId> ownedJob(String id, ServerWebExchange exchange) {
        return Caller.of(exchange).onlyOf() == null
                ? Mono.just(Parameters.jobId(id))
                : Parameters.job(jobs, id, exchange).map(Job::id);
    }

    /** Who changed what, in one line each. */
    private static void logChange(JobId job, String change, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        log.atInfo()
                .addKeyValue("job", job)
                .addKeyValue("change", change)
                .addKeyValue("by", caller)
                .log("job {}: {} by {}", job, change, caller);
    }

    private static ProblemException tooManyJobs() {
        return new ProblemException(
                Problem.of(
                        503,
                        "too-many-jobs",
                        "Too many jobs run",
                        "As many jobs run as may (orbweaver.jobs.running-max). Nothing was changed."),
                RUNNING_RETRY);
    }

    @DeleteMapping("/{id}")
    @Operation(summary = "Cancel a job and remove all of it")
    @ApiResponse(responseCode = "204", description = "removed")
    Mono<ResponseEntity<Void>> delete(
            @PathVariable @Parameter(schema = @Schema(type = "string", pattern = JobId.PATTERN)) String id,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        return ownedJob(id, exchange).flatMap(desk::delete).map(found -> {
            if (!found) {
                throw ProblemException.noSuchJob(id);
            }
            logChange(Parameters.jobId(id), "deleted", exchange);
            return ResponseEntity.noContent().build();
        });
    }

    /** What a job sends to its sites is for those who may change it. */
    private JobView view(Job job, ServerWebExchange exchange) {
        boolean whole = Caller.of(exchange).role() != Role.READER;
        return JobView.of(job, waits.of(job), clock.instant(), whole);
    }
}
