package io.orbweaver.api;

import io.netty.channel.ChannelException;
import io.orbweaver.api.arrival.ArrivalTimeouts;
import io.orbweaver.body.Bodies.BodyGone;
import io.orbweaver.commit.StoreDamaged;
import io.orbweaver.commit.StoreUnavailable;
import io.orbweaver.export.JobRemoved;
import io.orbweaver.security.RefusalListener;
import io.orbweaver.watch.StreamRefused;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import reactor.netty.channel.AbortedException;

/** The only place where an exception becomes a problem. The answer to an unexpected one reveals nothing internal. */
@RestControllerAdvice
final class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final Duration STORE_RETRY = Duration.ofSeconds(5);

    private final RefusalListener refusals;

    Problems(ObjectProvider<RefusalListener> refusals) {
        this.refusals = refusals.getIfAvailable(() -> RefusalListener.NONE);
    }

    @ExceptionHandler
    ResponseEntity<Problem> answer(Throwable error, ServerHttpRequest request) {
        ResponseEntity<Problem> answer =
                error instanceof StoreUnavailable unavailable ? ofStore(unavailable, request) : of(error);
        Problem problem = answer.getBody();
        if (problem != null && (problem.status() == 429 || problem.status() == 503)) {
            refusals.refused(problem.kind());
        }
        return answer;
    }

    private static ResponseEntity<Problem> of(Throwable error) {
        if (error instanceof ProblemException known) {
            return respond(known.problem(), known.retryAfter(), HttpHeaders.EMPTY);
        }
        if (error instanceof StreamRefused refused) {
            Problem problem =
                    Problem.of(503, refused.reason().kind(), refused.reason().title(), refused.detail());
            return respond(problem, refused.reason().retryAfter(), HttpHeaders.EMPTY);
        }
        if (error instanceof JobRemoved || error instanceof BodyGone) {
            return respond(Problem.of(404, "no-such-job", "No such job", "The job was removed meanwhile."));
        }
        if (error instanceof DataBufferLimitException || error.getCause() instanceof DataBufferLimitException) {
            return respond(Problem.of(413, "too-large", "The body is too large", "A body may have 1 MB."));
        }
        if (error instanceof ChannelException) { // the server's own for a request that timed out is not public
            return respond(Problem.of(
                    408,
                    "request-timeout",
                    "The request took too long to arrive",
                    "At least " + ArrivalTimeouts.BODY_WINDOW_BYTES + " bytes of its body must come in each "
                            + ArrivalTimeouts.BODY_WINDOW.toSeconds() + " s."));
        }
        if (error instanceof AbortedException || AbortedException.isConnectionReset(error)) {
            log.debug("a client went away in the middle of its request", error);
            return respond(Problem.of(400, "incomplete", "The request is not whole", "Its connection was closed."));
        }
        if (error instanceof ErrorResponse framework) {
            HttpStatusCode status = framework.getStatusCode();
            return respond(ofStatus(status, framework), null, framework.getHeaders());
        }
        log.error("internal error: a request failed", error);
        return respond(
                Problem.of(500, "internal", "An error of the service", "It was logged; nothing more can be said."));
    }

    /** A damaged store is 500: 503 would have clients come back for ever. */
    private static ResponseEntity<Problem> ofStore(StoreUnavailable unavailable, ServerHttpRequest request) {
        if (unavailable instanceof StoreDamaged damaged) {
            return respond(Problem.of(500, "store-damaged", "The store is damaged", damaged.sentence()));
        }
        boolean reading = request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
        String detail =
                (reading ? "It can be tried again: " : "Nothing was changed: ") + unavailable.getMessage() + ".";
        String title = reading ? "The store cannot be read" : "The store cannot write";
        return respond(Problem.of(503, "store-unavailable", title, detail), STORE_RETRY, HttpHeaders.EMPTY);
    }

    private static Problem ofStatus(HttpStatusCode status, ErrorResponse framework) {
        HttpStatus known = HttpStatus.resolve(status.value());
        String title = known == null ? "Refused" : known.getReasonPhrase();
        if (status.value() == 413) {
            return Problem.of(413, "too-large", "The body is too large", "A body may have 1 MB.");
        }
        String detail = Objects.requireNonNullElse(framework.getBody().getDetail(), title + ".");
        return Problem.of(status.value(), "http-" + status.value(), title, detail);
    }

    private static ResponseEntity<Problem> respond(Problem problem) {
        return respond(problem, null, HttpHeaders.EMPTY);
    }

    private static ResponseEntity<Problem> respond(
            Problem problem, @Nullable Duration retryAfter, HttpHeaders headers) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.status() == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"orbweaver\"");
        }
        if (retryAfter != null) {
            response.header(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter.toSeconds()));
        }
        return response.body(problem);
    }
}
