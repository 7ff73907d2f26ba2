package io.orbweaver.job.field;

/**
 * An error in one field of a submission.
 *
 * @param pointer JSON pointer to the field (RFC 6901), e.g. {@code /seeds/0}
 * @param detail one clause that says what is wrong and what would be right
 */
public record FieldProblem(String pointer, String detail) {}
