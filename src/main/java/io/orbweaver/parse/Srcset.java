package io.orbweaver.parse;

import io.orbweaver.parse.encoding.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The value of a {@code srcset} attribute: HTML §4.8.4.3, "parsing a srcset attribute". */
public final class Srcset {

    /**
     * One of the images to choose from.
     *
     * @param url as written
     * @param descriptors its width, height and density, as written
     */
    public record Candidate(String url, List<String> descriptors) {

        /** Copies what is mutable. */
        public Candidate {
            descriptors = List.copyOf(descriptors);
        }

        /** Its width, or else its density, to compare it with others of its set. */
        private double size() {
            return descriptors.stream()
                    .filter(descriptor -> !descriptor.endsWith("h"))
                    .mapToDouble(descriptor -> Double.parseDouble(descriptor.substring(0, descriptor.length() - 1)))
                    .findFirst()
                    .orElse(1);
        }
    }

    /** §2.3.4.1 and §2.3.4.3; a density may not be negative, where minus zero is not. */
    private static final Pattern INTEGER = Pattern.compile("[0-9]+");

    private static final Pattern DENSITY =
            Pattern.compile("(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+|-(?:0+(?:\\.0+)?|\\.0+))(?:[eE][+-]?[0-9]+)?");

    private final String value;
    private int at;

    private Srcset(String value) {
        this.value = value;
    }

    /** The URLs of its image sources, as written, in order; those with invalid descriptors are left out. */
    static List<String> urls(String value) {
        return candidates(value).stream().map(Candidate::url).toList();
    }

    /** Its image sources, in order; those with invalid descriptors are left out. */
    public static List<Candidate> candidates(String value) {
        return new Srcset(value).candidates();
    }

    /** The URL of the largest image, the first of several; null if absent. */
    public static @Nullable String largest(String value) {
        Candidate largest = null;
        for (Candidate candidate : candidates(value)) {
            if (largest == null || candidate.size() > largest.size()) {
                largest = candidate;
            }
        }
        return largest == null ? null : largest.url;
    }

    private List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        while (true) {
            while (at < value.length() && (value.charAt(at) == ',' || isWhitespaceAt(at))) {
                at++;
            }
            if (at == value.length()) {
                return candidates;
            }
            int from = at;
            while (at < value.length() && !isWhitespaceAt(at)) {
                at++;
            }
            int end = at;
            while (value.charAt(end - 1) == ',') {
                end--;
            }
            // a comma that ends a URL means that there are no descriptors; others are part of it
            List<String> descriptors = end < at ? List.of() : descriptors();
            if (isCandidate(descriptors)) {
                candidates.add(new Candidate(value.substring(from, end), descriptors));
            }
        }
    }

    /** Reads up to and with the comma that no parenthesis holds. */
    private List<String> descriptors() {
        List<String> descriptors = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        boolean inParens = false;
        while (at < value.length()) {
            char c = value.charAt(at++);
            if (!inParens && c == ',') {
                break;
            }
            if (!inParens && Ascii.isWhitespace(c)) {
                flush(current, descriptors);
                continue;
            }
            inParens = inParens ? c != ')' : c == '(';
            current.append(c);
        }
        flush(current, descriptors);
        return descriptors;
    }

    private static void flush(StringBuilder current, List<String> descriptors) {
        if (current.length() > 0) {
            descriptors.add(current.toString());
            current.setLength(0);
        }
    }

    private static boolean isCandidate(List<String> descriptors) {
        boolean width = false;
        boolean density = false;
        boolean height = false;
        for (String descriptor : descriptors) {
            String number = descriptor.substring(0, descriptor.length() - 1);
            switch (descriptor.charAt(descriptor.length() - 1)) {
                case 'w' -> {
                    if (width || density || !isPositive(number)) {
                        return false;
                    }
                    width = true;
                }
                case 'x' -> {
                    if (width || density || height || !DENSITY.matcher(number).matches()) {
                        return false;
                    }
                    density = true;
                }
                case 'h' -> {
                    if (height || density || !isPositive(number)) {
                        return false;
                    }
                    height = true;
                }
                default -> {
                    return false;
                }
            }
        }
        return width || !height;
    }

    private static boolean isPositive(String number) {
        return INTEGER.matcher(number).matches() && number.chars().anyMatch(digit -> digit != '0');
    }

    private boolean isWhitespaceAt(int index) {
        return Ascii.isWhitespace(value.charAt(index));
    }
}
