package io.orbweaver.fetch;

/** A receiver of a {@link ContentDecoder}'s output: the body's meter, or the decoder of the coding below. */
interface DecodedSink {

    /** Where a decoder may put its next bytes before it calls {@link #accept(byte[], int)}. */
    byte[] chunk();

    /**
     * Takes an array's first bytes.
     *
     * @throws BodyMeter.TooLarge where there are more than a body within its bound has; nothing beyond it was taken
     * @throws BodyMeter.Cut where the body is to end there; all up to it was taken
     */
    void accept(byte[] chunk, int length);

    /** Whether no more is to be decoded before the body's sink has settled. */
    boolean isFull();
}
