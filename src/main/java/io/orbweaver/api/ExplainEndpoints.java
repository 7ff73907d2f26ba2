package io.orbweaver.api;

import io.orbweaver.explain.Explainer;
import io.orbweaver.explain.Explanation;
import io.orbweaver.job.JobId;
import io.orbweaver.job.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The call that explains whether a job would crawl a URL, and why. */
@RestController
@Tag(name = "Jobs")
final class ExplainEndpoints {

    private final Jobs jobs;
    private final Explainer explainer;

    ExplainEndpoints(Jobs jobs, Explainer explainer) {
        this.jobs = jobs;
        this.explainer = explainer;
    }

    @GetMapping("/v1/jobs/{id}/explain")
    @Operation(
            summary = "Explain a URL",
            description = "Whether this job crawls it and why: canonical form, scope, pattern, depth, robots rule,"
                    + " politeness, its outcome. Nothing is fetched for the answer.")
    @ApiResponse(responseCode = "200", description = "the explanation, of a string that is no URL too")
    @ApiResponse(
            responseCode = "400",
            description = "no url was asked for",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "404",
            description = "no such job",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    Mono<Explanation> explain(
            @PathVariable @Parameter(schema = @Schema(type = "string", pattern = JobId.PATTERN)) String id,
            @RequestParam(required = false)
                    @Parameter(required = true, description = "an absolute URL, percent-encoded")
                    @Nullable
                    String url,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        if (url == null) {
            throw ProblemException.badParameter("url", "must be there");
        }
        return Parameters.job(jobs, id, exchange).flatMap(job -> explainer.explain(job, url));
    }
}
