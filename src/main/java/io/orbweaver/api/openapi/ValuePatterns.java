package io.orbweaver.api.openapi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Regular expressions for the values that lie between two bounds, as the API's document needs them: JSON Schema has
 * bounds for numbers, and none for durations and sizes, which are strings. They use nothing that not every dialect has.
 */
final class ValuePatterns {

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long DURATION_AMOUNT_MAX = 999_999_999_999L;

    private static final String SECONDS = "(?:(?:[1-9]|[1-5][0-9])(?:\\.[0-9]{1,9})?|0\\.[0-9]{1,9})S";
    private static final String MINUTES = "(?:[1-9]|[1-5][0-9])M";
    private static final String HOURS = "(?:[1-9]|1[0-9]|2[0-3])H";
    private static final String AFTER_HOURS = "(?:" + MINUTES + "(?:" + SECONDS + ")?|" + SECONDS + ")";
    private static final String AFTER_DAYS = "T(?:" + HOURS + AFTER_HOURS + "?|" + AFTER_HOURS + ")";

    private ValuePatterns() {}

    /**
     * The durations from {@code min} to {@code max}, whole milliseconds: {@code 20s}, and ISO-8601 as it is usually
     * written, where no part but the first is larger than its unit allows.
     */
    static String durations(Duration min, Duration max) {
        long from = min.toMillis();
        long to = max.toMillis();
        List<String> forms = new ArrayList<>();
        amounts(forms, from, to, 1, "0*", "ms");
        amounts(forms, from, to, SECOND, "0*", "s");
        amounts(forms, from, to, MINUTE, "0*", "m");
        amounts(forms, from, to, HOUR, "0*", "h");
        amounts(forms, from, to, DAY, "0*", "d");
        amounts(forms, from, to, DAY, "P", "D");
        amounts(forms, Math.max(from, DAY), to - DAY, DAY, "P", "D" + AFTER_DAYS);
        amounts(forms, from, to, HOUR, "PT", "H");
        amounts(forms, Math.max(from, HOUR), to - HOUR, HOUR, "PT", "H" + AFTER_HOURS);
        amounts(forms, from, to, MINUTE, "PT", "M");
        amounts(forms, Math.max(from, MINUTE), to - MINUTE, MINUTE, "PT", "M" + SECONDS);
        amounts(forms, from, to, SECOND, "PT", "S");
        amounts(forms, Math.max(from, SECOND), to - SECOND, SECOND, "PT", "\\.[0-9]{1,9}S");
        if (from < SECOND && to >= SECOND) {
            forms.add("PT0\\.(?:" + fractions(from) + ")S");
        }
        return "^(?:" + String.join("|", forms) + ")$";
    }

    /** The decimals of a second from some milliseconds on. */
    private static String fractions(long fromMillis) {
        String thousandths = sameLength(String.format("%03d", fromMillis), "999") + "[0-9]{0,6}";
        String hundredths =
                fromMillis > 990 ? "" : "|" + sameLength(String.format("%02d", (fromMillis + 9) / 10), "99");
        String tenths = fromMillis > 900 ? "" : "|" + sameLength(Long.toString((fromMillis + 99) / 100), "9");
        return thousandths + hundredths + tenths;
    }

    /** The sizes from {@code min} to {@code max} bytes: {@code 17}, {@code 17B}, {@code 10MB}. */
    static String sizes(long min, long max) {
        List<String> forms = new ArrayList<>();
        String[] units = {"B?", "KB", "MB", "GB", "TB"};
        for (int i = 0; i < units.length; i++) {
            long unit = 1L << 10 * i;
            long from = min / unit + (min % unit == 0 ? 0 : 1);
            long to = max / unit;
            if (from <= to) {
                forms.add("0*" + numbers(from, to) + units[i]);
            }
        }
        return "^(?:" + String.join("|", forms) + ")$";
    }

    private static void amounts(List<String> forms, long min, long max, long unit, String before, String after) {
        long from = (min + unit - 1) / unit;
        long to = max < 0 ? -1 : Math.min(DURATION_AMOUNT_MAX, max / unit);
        if (from <= to) {
            forms.add(before + numbers(from, to) + after);
        }
    }

    /** The whole numbers from {@code min}, which is not negative, to {@code max}, without leading zeros. */
    static String numbers(long min, long max) {
        List<String> parts = new ArrayList<>();
        String last = Long.toString(max);
        for (String from = Long.toString(min); from.length() <= last.length(); from = "1" + "0".repeat(from.length())) {
            String to = from.length() < last.length() ? "9".repeat(from.length()) : last;
            parts.add(sameLength(from, to));
        }
        return parts.size() == 1 ? parts.get(0) : "(?:" + String.join("|", parts) + ")";
    }

    /** The strings of digits from one to another that is as long. */
    private static String sameLength(String from, String to) {
        if (from.equals(to)) {
            return from;
        }
        char low = from.charAt(0);
        char high = to.charAt(0);
        String lowRest = from.substring(1);
        String highRest = to.substring(1);
        if (low == high) {
            return low + sameLength(lowRest, highRest);
        }
        int rest = lowRest.length();
        List<String> parts = new ArrayList<>();
        if (!lowRest.equals("0".repeat(rest))) {
            parts.add(low + sameLength(lowRest, "9".repeat(rest)));
            low++;
        }
        boolean wholeEnd = highRest.equals("9".repeat(rest));
        char end = wholeEnd ? high : (char) (high - 1);
        if (low <= end) {
            String digit = low == end ? String.valueOf(low) : "[" + low + "-" + end + "]";
            parts.add(digit + (rest == 0 ? "" : "[0-9]{" + rest + "}"));
        }
        if (!wholeEnd) {
            parts.add(high + sameLength("0".repeat(rest), highRest));
        }
        return parts.size() == 1 ? parts.get(0) : "(?:" + String.join("|", parts) + ")";
    }
}
