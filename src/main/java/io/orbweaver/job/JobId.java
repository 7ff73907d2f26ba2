package io.orbweaver.job;

import java.util.Optional;

/**
 * A job's identity: 64 bits, the upper 42 the milliseconds since 2020 and the rest random, so that ids sort by
 * creation. In text it is 13 digits of Crockford's base 32 in lower case, which sort alike.
 *
 * @param value the bits, never negative
 */
public record JobId(long value) implements Comparable<JobId> {

    /** The text form as a regular expression. */
    public static final String PATTERN = "^[0-7][0-9a-hjkmnp-tv-z]{12}$";

    private static final long EPOCH_MILLIS = 1_577_836_800_000L;
    private static final int RANDOM_BITS = 21;
    private static final int TEXT_LENGTH = 13;
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

    /** Refuses a negative value. */
    public JobId {
        if (value < 0) {
            throw new IllegalArgumentException("a job id is never negative");
        }
    }

    /**
     * Makes an id.
     *
     * @param epochMillis now
     * @param random any number; its low 21 bits are used
     */
    public static JobId of(long epochMillis, long random) {
        long sinceEpoch = Math.max(0, epochMillis - EPOCH_MILLIS);
        return new JobId((sinceEpoch << RANDOM_BITS | random & (1L << RANDOM_BITS) - 1) & Long.MAX_VALUE);
    }

    /** Reads the text form; empty if it is invalid. */
    public static Optional<JobId> parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        long value = 0;
        for (int i = 0; i < TEXT_LENGTH; i++) {
            int digit = DIGITS.indexOf(text.charAt(i));
            if (digit < 0 || (i == 0 && digit > 7)) {
                return Optional.empty();
            }
            value = value << 5 | digit;
        }
        return Optional.of(new JobId(value));
    }

    @Override
    public int compareTo(JobId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        char[] text = new char[TEXT_LENGTH];
        long rest = value;
        for (int i = TEXT_LENGTH - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (rest & 31));
            rest >>>= 5;
        }
        return new String(text);
    }
}
