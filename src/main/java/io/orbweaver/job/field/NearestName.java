package io.orbweaver.job.field;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name that a misspelt one most likely meant, by edit distance (Levenshtein 1966). */
public final class NearestName {

    private static final int CHARS_MAX = 64;

    private NearestName() {}

    /** The nearest of some names; empty where none is near enough to be meant. Any thread. */
    public static Optional<String> of(String name, Collection<String> known) {
        if (name.length() > CHARS_MAX) {
            return Optional.empty();
        }
        int near = Math.max(2, name.length() / 2);
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= near)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    private static int distance(String a, String b) {
        String left = a.toLowerCase(Locale.ROOT);
        String right = b.toLowerCase(Locale.ROOT);
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
