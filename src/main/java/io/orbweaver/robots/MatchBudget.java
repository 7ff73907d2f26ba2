package io.orbweaver.robots;

/** How many characters may be compared to decide one URL: far more than any honest robots.txt needs. */
final class MatchBudget {

    private static final int COMPARISONS_MAX = 20_000_000;

    private int left = COMPARISONS_MAX;

    /** Spends; comparing goes on until {@link #isSpent} is asked. */
    void spend(int comparisons) {
        left -= comparisons;
    }

    boolean isSpent() {
        return left < 0;
    }
}
