package io.orbweaver.export;

/** A job that was removed while it was exported: what was written of it is not whole. */
public final class JobRemoved extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JobRemoved() {
        super("the job was removed while it was exported", null, false, false);
    }
}
