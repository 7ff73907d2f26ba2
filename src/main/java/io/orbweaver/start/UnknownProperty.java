package io.orbweaver.start;

/** A property below {@code orbweaver} that nothing would read. */
final class UnknownProperty extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    UnknownProperty(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    /** What to do, a sentence. */
    String remedy() {
        return remedy;
    }
}
