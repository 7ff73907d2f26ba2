package io.orbweaver.robots;

/**
 * The budget of character comparisons to decide one URL. The first of an origin may cost far more than any honest
 * robots.txt needs; each that costs more than {@link #USUAL} halves what the next one may, down to that: a hostile one
 * is paid for a few times, not for each of a hundred thousand links.
 */
final class MatchBudget {

    /** The budget of each URL, however costly those before it were. */
    static final int USUAL = 250_000;

    /** A few milliseconds: a URL is decided on a thread that others wait for. */
    private static final int COMPARISONS_MAX = 4_000_000;

    private final int given;
    private int left;

    /** @param costly how many URLs of the origin have cost more than usual */
    MatchBudget(int costly) {
        given = Math.max(USUAL, COMPARISONS_MAX >> Math.min(costly, Integer.SIZE - 1));
        left = given;
    }

    /** Spends; comparing goes on until {@link #isSpent} is asked. */
    void spend(int comparisons) {
        left -= comparisons;
    }

    boolean isSpent() {
        return left < 0;
    }

    /** Whether more was spent than any URL may cost. */
    boolean isDear() {
        return given - left > USUAL;
    }
}
