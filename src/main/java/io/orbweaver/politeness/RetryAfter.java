package io.orbweaver.politeness;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The Retry-After field (RFC 9110 §10.2.3): seconds, or an HTTP date in any of its three forms (§5.6.7). */
public final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("[0-9]+");
    private static final int SECONDS_CHARS_MAX = 18; // more may not fit a long
    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US);

    private RetryAfter() {}

    /**
     * When the host may be asked again.
     *
     * @param field the field's value
     * @param now the present, which seconds count from
     * @return the instant, now at the earliest; empty if the field is invalid
     */
    public static Optional<Instant> parse(String field, Instant now) {
        String text = field.strip();
        if (SECONDS.matcher(text).matches()) {
            long most = HostPace.HELD_MAX.toSeconds();
            long seconds = text.length() > SECONDS_CHARS_MAX ? most : Math.min(Long.parseLong(text), most);
            return Optional.of(now.plusSeconds(seconds));
        }
        return date(text, now).map(date -> date.isBefore(now) ? now : date);
    }

    private static Optional<Instant> date(String text, Instant now) {
        for (DateTimeFormatter format : List.of(DateTimeFormatter.RFC_1123_DATE_TIME, rfc850(now))) {
            try {
                return Optional.of(ZonedDateTime.parse(text, format).toInstant());
            } catch (DateTimeException e) {
                continue; // one of the other forms, or none
            }
        }
        try {
            return Optional.of(LocalDateTime.parse(text, ASCTIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Two-digit years mean the nearest year that is at most 50 years ahead (RFC 9110 §5.6.7). */
    private static DateTimeFormatter rfc850(Instant now) {
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(
                        ChronoField.YEAR,
                        2,
                        2,
                        now.atZone(ZoneOffset.UTC).toLocalDate().minusYears(49))
                .appendPattern(" HH:mm:ss zzz")
                .toFormatter(Locale.US);
    }
}
