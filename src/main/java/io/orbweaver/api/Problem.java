package io.orbweaver.api;

import io.orbweaver.job.field.FieldProblem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A refusal (RFC 9457).
 *
 * @param type names the kind of problem
 * @param title the kind in words
 * @param status HTTP status
 * @param detail this occurrence in words
 * @param errors what is wrong with which field, with JSON pointers; empty where no field is to blame
 */
@Schema(description = "A refusal (RFC 9457): nothing was changed.")
record Problem(String type, String title, int status, String detail, List<FieldProblem> errors) {

    private static final String URN = "urn:orbweaver:problem:";

    static Problem of(int status, String kind, String title, String detail) {
        return of(status, kind, title, detail, List.of());
    }

    static Problem of(int status, String kind, String title, String detail, List<FieldProblem> errors) {
        return new Problem(URN + kind, title, status, detail, errors);
    }

    /** The kind, without what all have in common. */
    String kind() {
        return type.substring(URN.length());
    }
}
