package io.orbweaver.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The exception that carries a problem to the edge; expected, so it has no stack trace. */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient @Nullable Duration retryAfter;

    ProblemException(Problem problem) {
        this(problem, null);
    }

    ProblemException(Problem problem, @Nullable Duration retryAfter) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    Problem problem() {
        return problem;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    static ProblemException noSuchJob(String id) {
        return new ProblemException(
                Problem.of(404, "no-such-job", "No such job", "There is no job '" + shown(id) + "'."));
    }

    static ProblemException badParameter(String name, String detail) {
        return new ProblemException(
                Problem.of(400, "bad-request", "Bad request", "The parameter '" + name + "' " + detail + "."));
    }

    private static String shown(String text) {
        String readable = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u0080-\\u009f\\u2028\\u2029]", "\uFFFD");
        return readable.length() > 40 ? readable.substring(0, 40) + "…" : readable;
    }
}
