package io.orbweaver.job;

/**
 * Fields of the API whose feature is not built: the value that asks for nothing is accepted, any other is refused and
 * never ignored.
 */
final class NotBuilt {

    private NotBuilt() {}

    static void check(FieldReader in) {
        if (in.flag("keepBodies", false)) {
            in.problem("/keepBodies", "true is not supported yet");
        }
    }
}
