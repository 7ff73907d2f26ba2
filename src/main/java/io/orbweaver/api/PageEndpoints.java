package io.orbweaver.api;

import io.orbweaver.event.EventLog;
import io.orbweaver.event.EventType;
import io.orbweaver.export.ExportFormat;
import io.orbweaver.export.ExportRequest;
import io.orbweaver.job.Job;
import io.orbweaver.job.JobId;
import io.orbweaver.job.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.enums.ParameterStyle;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Results: the {@code page} events of a job, their JSON as it was committed; by cursor, or whole in other forms. */
@RestController
@Tag(name = "Pages")
final class PageEndpoints {

    private static final int LIMIT_MAX = 1_000;
    private static final int LIMIT = 100;
    private static final String JSON = "json";
    private static final List<ExportFormat> FORMATS = List.of(ExportFormat.NDJSON, ExportFormat.CSV, ExportFormat.WARC);
    private static final List<Negotiation.Offer> OFFERS = offers();

    private final Jobs jobs;
    private final EventLog log;
    private final ExportAnswers answers;

    PageEndpoints(Jobs jobs, EventLog log, ExportAnswers answers) {
        this.jobs = jobs;
        this.log = log;
        this.answers = answers;
    }

    private static List<Negotiation.Offer> offers() {
        List<Negotiation.Offer> offers = new ArrayList<>();
        offers.add(new Negotiation.Offer(JSON, List.of(MediaType.APPLICATION_JSON_VALUE)));
        FORMATS.forEach(format -> offers.add(Negotiation.Offer.of(format)));
        return List.copyOf(offers);
    }

    /**
     * A batch of results.
     *
     * @param pages the data of the page events, each with its {@code seq}
     * @param next {@code after} of the next batch
     * @param complete whether the job has ended and nothing follows
     */
    @Schema(name = "Pages")
    record PagesView(List<Object> pages, long next, boolean complete) {}

    @GetMapping("/v1/jobs/{id}/pages")
    @Operation(
            summary = "A job's pages, in order of their commits",
            description = "JSON comes batch by batch; the other forms hold all that there is when they are asked"
                    + " for, and while the job has not ended, `Link: <…>; rel=\"next\"` leads to the rest."
                    + " They are answered with gzip where Accept-Encoding allows it; WARC is gzip of itself.")
    @ApiResponse(
            responseCode = "200",
            description = "pages after a sequence number",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = PagesView.class)),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(implementation = String.class)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class)),
                @Content(mediaType = "application/warc", schema = @Schema(type = "string", format = "binary"))
            })
    @ExportRefusals
    Mono<Void> pages(
            @PathVariable @Parameter(schema = @Schema(type = "string", pattern = JobId.PATTERN)) String id,
            @RequestParam(defaultValue = "0")
                    @Parameter(
                            description = "a sequence number; `next` of the batch before",
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
                            description = "pages of a batch of JSON; other forms are whole, and it is refused there",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "100"))
                    @Nullable
                    String limit,
            @RequestParam(required = false)
                    @Parameter(
                            description = "takes precedence over Accept",
                            schema = @Schema(allowableValues = {"json", "ndjson", "csv", "warc"}))
                    @Nullable
                    String format,
            @RequestParam(required = false)
                    @Parameter(
                            description = "outcomes that NDJSON and CSV hold, e.g. `page,failure,skip`; else pages, and"
                                    + " in other forms it is refused",
                            style = ParameterStyle.FORM,
                            explode = Explode.FALSE,
                            array =
                                    @ArraySchema(
                                            minItems = 1,
                                            schema =
                                                    @Schema(
                                                            type = "string",
                                                            allowableValues = {"page", "failure", "skip"})))
                    @Nullable
                    String types,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        Negotiation.Offer form = Negotiation.form(format, exchange.getRequest().getHeaders(), OFFERS);
        boolean json = form.name().equals(JSON);
        int max = limit == null ? LIMIT : Parameters.number("limit", limit, 1, LIMIT_MAX);
        long from = Parameters.number("after", after, 0, Integer.MAX_VALUE);
        int typeMask = types == null ? EventType.PAGE.bit() : Parameters.outcomes(types);
        if (limit != null && !json) {
            throw ProblemException.badParameter("limit", "is for JSON only: other forms are whole");
        }
        if (types != null && !form.name().equals("ndjson") && !form.name().equals("csv")) {
            throw ProblemException.badParameter("types", "is for ndjson and csv only: other forms hold pages");
        }
        return Parameters.job(jobs, id, exchange)
                .flatMap(job -> json
                        ? answers.json(PageBatch.read(log, job.id(), Parameters.within(job, from), max), exchange)
                        : answers.export(request(job, from, typeMask, form), exchange));
    }

    private static ExportRequest request(Job job, long after, int typeMask, Negotiation.Offer form) {
        return new ExportRequest(job, Parameters.within(job, after), typeMask, Negotiation.format(form, FORMATS));
    }
}
