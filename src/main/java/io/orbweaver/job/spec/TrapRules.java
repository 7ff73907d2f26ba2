package io.orbweaver.job.spec;

import io.orbweaver.url.CanonicalUrl;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which a URL looks like one of endlessly many: it is then known and skipped. Seeds and redirects' targets
 * are exempt: they were asked for. Pure; the time taken is linear in the URL's length, except {@code repeats}, which is
 * linear in it for each of up to {@link #PERIOD_MAX} periods.
 *
 * @param urlLength characters of the URL, or null for no bound but the canonical URL's own
 * @param segments of its path, or null
 * @param repeats times that a run of segments may be repeated in a row, {@code /a/b/a/b/a/b} being three; or null
 * @param years that a whole date in the URL, or a year and month where it is about dates, may be ahead of the present;
 *     and behind it, where the URL names a calendar; or null
 */
public record TrapRules(
        @Nullable Integer urlLength,
        @Nullable Integer segments,
        @Nullable Integer repeats,
        @Nullable Integer years) {

    /** 2,000 characters, 50 segments, 3 repeats, 5 years. */
    public static final TrapRules DEFAULT = new TrapRules(2_000, 50, 3, 5);

    /** Segments of a run that may be found to repeat. */
    static final int PERIOD_MAX = 8;

    private static final int YEAR_DIGITS = 4;

    /** What is further ahead is some other number: a calendar that ran there came by the years before. */
    private static final int FAR_YEARS = 100;

    /** A year and a month of two digits, as calendars write them: {@code /2031/05}, {@code 2031-05}. */
    private static final Pattern YEAR_MONTH = Pattern.compile("(?<![0-9])([0-9]{4})[-/_.](?:0[1-9]|1[0-2])(?![0-9])");

    /** The same with a day, which little else looks like. */
    private static final Pattern DATE =
            Pattern.compile("(?<![0-9])([0-9]{4})([-/])(?:0[1-9]|1[0-2])[-/](?:0[1-9]|[12][0-9]|3[01])(?![0-9])");

    private static final Pattern YEAR_PARAMETER =
            Pattern.compile("[?&;](?:year|yr|y|jahr|annee|ano)=([0-9]{4})(?![0-9])");

    /** A path segment or a parameter that names a calendar, which goes on to both sides for ever. */
    private static final Pattern CALENDAR = Pattern.compile(
            "[/?&;](?:calendar|kalender|calendrier|calendario|agenda|ical)(?:\\.[a-z]{2,5})?(?=[/?&;=]|$)");

    /** One that may name what is announced ahead, or a view of a calendar. */
    private static final Pattern SCHEDULE =
            Pattern.compile("[/?&;](?:events?|schedule|termine|month|monat|mois|mes|week|woche|day|date)"
                    + "(?:\\.[a-z]{2,5})?(?=[/?&;=]|$)");

    /** Why a URL looks like a trap, a clause for a person; null where it does not. */
    public @Nullable String trapIn(CanonicalUrl url, int presentYear) {
        if (urlLength != null && url.href().length() > urlLength) {
            return "longer than " + urlLength + " characters";
        }
        String path = url.path();
        if (segments != null || repeats != null) {
            String[] parts = path.substring(1).split("/", -1);
            if (segments != null && parts.length > segments) {
                return "more than " + segments + " path segments";
            }
            if (repeats != null && repeats(parts, repeats)) {
                return "path segments that repeat more than " + repeats + " times in a row";
            }
        }
        return years != null && hasFarYear(url.pathAndQuery(), presentYear, years)
                ? dateTrap(url.pathAndQuery(), presentYear, years)
                : null;
    }

    /** Whether some run of up to PERIOD_MAX segments is repeated more than so many times in a row. */
    private static boolean repeats(String[] parts, int most) {
        for (int period = 1; period <= PERIOD_MAX && period * (most + 1L) <= parts.length; period++) {
            int same = 0;
            for (int i = period; i < parts.length; i++) {
                same = parts[i].equals(parts[i - period]) && !parts[i].isEmpty() ? same + 1 : 0;
                if (same >= period * most) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a number of four digits would be a year that is far enough: most URLs have none, at little cost. */
    private static boolean hasFarYear(String text, int presentYear, int years) {
        int digits = 0;
        int number = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (c >= '0' && c <= '9') {
                number = digits < YEAR_DIGITS ? number * 10 + c - '0' : number;
                digits++;
            } else {
                boolean far = number < presentYear - years || number > presentYear + years;
                if (digits == YEAR_DIGITS && far && number <= presentYear + FAR_YEARS) {
                    return true;
                }
                digits = 0;
                number = 0;
            }
        }
        return false;
    }

    /** Far ahead where the URL has a whole date, or is about dates; far behind where it names a calendar. */
    private static @Nullable String dateTrap(String pathAndQuery, int presentYear, int years) {
        String text = pathAndQuery.toLowerCase(Locale.ROOT);
        boolean calendar = CALENDAR.matcher(text).find();
        boolean schedule = calendar || SCHEDULE.matcher(text).find();
        boolean trap = schedule
                ? hasYear(YEAR_MONTH, text, presentYear, years, calendar)
                        || hasYear(YEAR_PARAMETER, text, presentYear, years, calendar)
                : hasYear(DATE, text, presentYear, years, false);
        return trap ? "a date more than " + years + " years away" : null;
    }

    private static boolean hasYear(Pattern dates, String text, int presentYear, int years, boolean behind) {
        Matcher matcher = dates.matcher(text);
        while (matcher.find()) {
            int year = Integer.parseInt(matcher.group(1));
            boolean ahead = year > presentYear + years && year <= presentYear + FAR_YEARS;
            if (ahead || behind && year < presentYear - years) {
                return true;
            }
        }
        return false;
    }
}
