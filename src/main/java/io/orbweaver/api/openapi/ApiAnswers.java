package io.orbweaver.api.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** The part of the OpenAPI document for the answers that every call may give, and their forms. */
public final class ApiAnswers implements OpenApiCustomizer {

    private static final String PROBLEM = "application/problem+json";
    private static final String ANY = "*/*";
    private static final String BODY = "/v1/jobs/{id}/pages/{seq}/body";

    @Override
    public void customise(OpenAPI document) {
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, call) -> {
                    refusals(path, method, call);
                    call.getResponses().forEach((status, answer) -> form(path, status, answer));
                }));
    }

    private static void refusals(String path, HttpMethod method, Operation call) {
        ApiResponses answers = call.getResponses();
        refusal(answers, "400", "a parameter, a head or a body that cannot be read");
        refusal(answers, "401", "where there are keys: none was sent, or a wrong one");
        refusal(answers, "403", "the key's role does not allow it, or a page of another site asks");
        refusal(answers, "406", "Accept names nothing that there is");
        refusal(answers, "421", "called by a host name that is not this service's, without keys");
        refusal(answers, "429", "too many requests, wrong keys, or jobs of this key; see Retry-After");
        refusal(answers, "503", "the store cannot be used now, or the service stops; see Retry-After");
        if (path.contains("{id}")) {
            refusal(answers, "404", "there is no such job, or it is another key's");
        }
        if (method == HttpMethod.POST && path.contains("{id}")) {
            refusal(answers, "409", "not in the job's state; nothing was changed");
        }
        if (call.getRequestBody() != null) {
            refusal(answers, "413", "the body is too long");
            refusal(answers, "415", "the body is not said to be JSON");
        }
        if (method == HttpMethod.POST && path.equals("/v1/jobs")) {
            refusal(answers, "408", "the body did not come in time");
            refusal(
                    answers,
                    "422",
                    "fields that are wrong, each with a pointer; or the Idempotency-Key of another body");
        }
    }

    private static void refusal(ApiResponses answers, String status, String description) {
        answers.computeIfAbsent(status, none -> new ApiResponse().description(description));
    }

    /** What was declared without a form is JSON, and each refusal a problem. */
    private static void form(String path, String status, ApiResponse answer) {
        Content content = answer.getContent();
        boolean refuses = status.startsWith("4") || status.startsWith("5");
        if (refuses) {
            answer.setContent(problem());
        } else if (content != null && content.containsKey(ANY) && !path.equals(BODY)) {
            answer.setContent(new Content().addMediaType("application/json", content.get(ANY)));
        }
    }

    private static Content problem() {
        return new Content()
                .addMediaType(PROBLEM, new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")));
    }
}
