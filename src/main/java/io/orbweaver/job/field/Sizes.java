package io.orbweaver.job.field;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as the API writes them: {@code 500KB}, {@code 10MB}, {@code 2GB}, in powers of 1,024; {@code 17B}. */
public final class Sizes {

    private static final Pattern SIZE = Pattern.compile("0*([0-9]{1,19})(B|KB|MB|GB|TB)?");
    private static final String UNITS = "KMGT";

    private Sizes() {}

    /** Reads a size in bytes; empty if it is invalid, or too large for a long. */
    public static Optional<Long> parse(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2);
        int shift = unit == null || unit.equals("B") ? 0 : 10 * (UNITS.indexOf(unit.charAt(0)) + 1);
        BigInteger digits = new BigInteger(matcher.group(1));
        if (digits.bitLength() >= Long.SIZE) {
            return Optional.empty();
        }
        long amount = digits.longValueExact();
        return amount > Long.MAX_VALUE >> shift ? Optional.empty() : Optional.of(amount << shift);
    }

    /** Writes a size in the largest unit that holds it without a fraction. */
    public static String text(long bytes) {
        int unit = 0;
        long amount = bytes;
        while (unit < UNITS.length() && amount != 0 && amount % 1_024 == 0) {
            amount /= 1_024;
            unit++;
        }
        return unit == 0 ? amount + "B" : amount + UNITS.substring(unit - 1, unit) + "B";
    }
}
