package io.orbweaver.api;

import io.orbweaver.security.Caller;
import io.orbweaver.security.SignIn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Browsers' way in: a key once, then a cookie that event streams carry, too. */
@RestController
@RequestMapping("/v1/session")
@Tag(name = "Session")
final class SessionEndpoints {

    private static final Logger log = LoggerFactory.getLogger(SessionEndpoints.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SignIn signIn;

    SessionEndpoints(SignIn signIn) {
        this.signIn = signIn;
    }

    /**
     * What a browser sends.
     *
     * @param key the key, which goes no further
     */
    @Schema(name = "SignIn")
    record KeyShown(String key) {

        @Override
        public String toString() {
            return "a key";
        }
    }

    /**
     * The caller.
     *
     * @param name of the key, or null where there are no keys
     * @param role what it may do
     */
    @Schema(name = "Who")
    record Who(
            @Nullable String name,

            @Schema(allowableValues = {"reader", "submitter", "operator"})
            String role) {

        static Who of(Caller caller) {
            return new Who(caller.name(), caller.role().name().toLowerCase(Locale.ROOT));
        }
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @SecurityRequirements
    @Operation(
            summary = "Sign in with a key",
            description = "The answer sets a cookie that replaces the key until it is rotated, for some hours at most.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = KeyShown.class)))
    @ApiResponse(
            responseCode = "200",
            description = "signed in",
            content = @Content(schema = @Schema(implementation = Who.class)))
    @ApiResponse(
            responseCode = "409",
            description = "there are no keys, and signing in is not needed",
            content = @Content(schema = @Schema(implementation = Problem.class)))
    Mono<Who> signIn(
            @RequestBody(required = false) Mono<byte[]> body, @Parameter(hidden = true) ServerWebExchange exchange) {
        return body.defaultIfEmpty(new byte[0]).map(bytes -> who(signIn.signIn(key(bytes), exchange)));
    }

    private static Who who(SignIn.Result result) {
        if (result instanceof SignIn.Result.In in) {
            log.info("{} signed in", in.caller());
            return Who.of(in.caller());
        }
        if (result instanceof SignIn.Result.Barred barred) {
            throw new ProblemException(
                    Problem.of(
                            429,
                            "too-many-attempts",
                            "Too many wrong keys",
                            "As many came from this address as may. Come back later."),
                    barred.retryAfter().plusSeconds(1));
        }
        throw new ProblemException(
                result instanceof SignIn.Result.NoKeys
                        ? Problem.of(409, "no-keys", "There are no keys", "Signing in is not needed.")
                        : Problem.of(401, "wrong-key", "There is no such key", "It is wrong, or its time is over."));
    }

    /** The error never quotes what was sent. */
    private static String key(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            JsonNode key = json.path("key");
            if (json.isObject() && json.size() == 1 && key.isString()) {
                return key.stringValue();
            }
        } catch (JacksonException e) {
            log.debug("the body of a sign-in is not JSON");
        }
        throw new ProblemException(
                Problem.of(400, "bad-request", "Bad request", "Send a JSON object with the string 'key' and no more."));
    }

    @GetMapping
    @Operation(summary = "The caller")
    @ApiResponse(responseCode = "200", description = "the key's name and role")
    Mono<Who> who(@Parameter(hidden = true) ServerWebExchange exchange) {
        return Mono.fromSupplier(() -> Who.of(Caller.of(exchange)));
    }

    @DeleteMapping
    @SecurityRequirements
    @Operation(summary = "Sign out", description = "The browser forgets its cookie.")
    @ApiResponse(responseCode = "204", description = "signed out")
    Mono<ResponseEntity<Void>> signOut(@Parameter(hidden = true) ServerWebExchange exchange) {
        return Mono.fromSupplier(() -> {
            signIn.signOut(exchange);
            return ResponseEntity.noContent().build();
        });
    }
}
