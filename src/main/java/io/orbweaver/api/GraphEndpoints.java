package io.orbweaver.api;

import io.orbweaver.event.EventType;
import io.orbweaver.export.ExportFormat;
import io.orbweaver.export.ExportRequest;
import io.orbweaver.job.JobId;
import io.orbweaver.job.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Calls for the graph of links between pages. */
@RestController
@Tag(name = "Pages")
final class GraphEndpoints {

    private static final List<ExportFormat> FORMATS = List.of(ExportFormat.GRAPH_NDJSON, ExportFormat.GRAPHML);
    private static final List<Negotiation.Offer> OFFERS =
            FORMATS.stream().map(Negotiation.Offer::of).toList();

    private final Jobs jobs;
    private final ExportAnswers answers;

    GraphEndpoints(Jobs jobs, ExportAnswers answers) {
        this.jobs = jobs;
        this.answers = answers;
    }

    @GetMapping("/v1/jobs/{id}/graph")
    @Operation(
            summary = "A job's link graph",
            description = "Nodes are URLs with their outcomes. Edges are the links of its pages where the job extracts"
                    + " them, else the link by which each URL was found first. NDJSON that begins after an event"
                    + " follows on what ended there; such GraphML has the nodes and edges from there on, and edges to"
                    + " nodes of the document before.")
    @ApiResponse(
            responseCode = "200",
            description = "the graph",
            content = {
                @Content(mediaType = "application/x-ndjson", schema = @Schema(implementation = String.class)),
                @Content(mediaType = "application/graphml+xml", schema = @Schema(implementation = String.class))
            })
    @ExportRefusals
    Mono<Void> graph(
            @PathVariable @Parameter(schema = @Schema(type = "string", pattern = JobId.PATTERN)) String id,
            @RequestParam(defaultValue = "0")
                    @Parameter(
                            description = "a sequence number",
                            schema =
                                    @Schema(
                                            type = "integer",
                                            format = "int32",
                                            minimum = "0",
                                            maximum = "2147483647",
                                            defaultValue = "0"))
                    String after,
            @RequestParam(required = false)
                    @Parameter(
                            description = "takes precedence over Accept",
                            schema = @Schema(allowableValues = {"ndjson", "graphml"}))
                    @Nullable
                    String format,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        Negotiation.Offer form = Negotiation.form(format, exchange.getRequest().getHeaders(), OFFERS);
        ExportFormat chosen = Negotiation.format(form, FORMATS);
        long from = Parameters.number("after", after, 0, Integer.MAX_VALUE);
        return Parameters.job(jobs, id, exchange)
                .flatMap(job -> answers.export(
                        new ExportRequest(job, Parameters.within(job, from), EventType.PAGE.bit(), chosen), exchange));
    }
}
