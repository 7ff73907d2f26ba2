package io.orbweaver.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The value of a {@code srcset} attribute: HTML §4.8.4.3, "parsing a srcset attribute". */
final class Srcset {

    /** §2.3.4.1 and §2.3.4.3; a density may not be negative, where minus zero is not. */
    private static final Pattern INTEGER = Pattern.compile("[0-9]+");

    private static final Pattern DENSITY =
            Pattern.compile("(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+|-(?:0+(?:\\.0+)?|\\.0+))(?:[eE][+-]?[0-9]+)?");

    private final String value;
    private int at;

    private Srcset(String value) {
        this.value = value;
    }

    /** The URLs of its image sources, as written, in order; those whose descriptors are wrong are none. */
    static List<String> urls(String value) {
        return new Srcset(value).urls();
    }

    private List<String> urls() {
        List<String> urls = new ArrayList<>();
        while (true) {
            while (at < value.length() && (value.charAt(at) == ',' || isWhitespaceAt(at))) {
                at++;
            }
            if (at == value.length()) {
                return urls;
            }
            int from = at;
            while (at < value.length() && !isWhitespaceAt(at)) {
                at++;
            }
            int end = at;
            while (value.charAt(end - 1) == ',') {
                end--;
            }
            // a comma that ends a URL stands for no descriptors; others are part of it
            if (end < at || isCandidate(descriptors())) {
                urls.add(value.substring(from, end));
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
