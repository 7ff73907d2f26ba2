package io.orbweaver.demo;

import java.util.List;
import java.util.Locale;

/** The words of the demo site: the catalogue of a maker of weather instruments that does not exist. */
final class DemoProse {

    /** What the maker makes. */
    static final List<String> INSTRUMENTS =
            List.of("anemometer", "barometer", "hygrometer", "rain gauge", "tide gauge", "sunshine recorder");
    /** What one does with them; a chapter of the guide for each instrument. */
    static final List<String> CHORES = List.of("Mounting", "Wiring", "Calibrating", "Reading", "Repairing");
    /** What a program asks of them; a page of the reference for each instrument. */
    static final List<String> CALLS = List.of(
            "open", "read", "watch", "average", "calibrate", "reset", "sleep", "wake", "identify", "log", "close");
    /** The ranges that they come in; an article of the shop for each instrument. */
    static final List<String> RANGES = List.of(
            "Dogger", "Fisher", "Viking", "Forties", "Cromarty", "Humber", "Wight", "Lundy", "Fastnet", "Rockall");
    /** What the journal writes about, two a month. */
    static final List<String> MONTHS = List.of("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12");

    private static final List<String> WHO = List.of(
            "A keeper",
            "The instrument",
            "Every station",
            "The harbour office",
            "A careful reader",
            "The night watch",
            "A spare part");
    private static final List<String> DOES = List.of(
            "notes the wind before it turns",
            "keeps a record of the falling pressure",
            "waits for the tide to settle",
            "compares two readings and trusts neither",
            "writes the hour beside every figure",
            "cleans the funnel after a storm");
    private static final List<String> WHEN = List.of(
            "at first light",
            "when the glass has dropped by more than six hectopascals in three hours",
            "before the relief boat comes",
            "as long as the battery holds",
            "even if it will never be looked at");

    private DemoProse() {}

    /**
     * Paragraphs of text, the same ones each time.
     *
     * @param seed chooses the words and the length
     */
    static String paragraphs(int seed) {
        StringBuilder html = new StringBuilder();
        int count = 4 + Math.floorMod(seed, 23);
        for (int p = 0; p < count; p++) {
            html.append("<p>");
            for (int s = 0; s < 4; s++) {
                html.append(sentence(seed + p * 11 + s * 3)).append(' ');
            }
            html.append("</p>\n");
        }
        return html.toString();
    }

    private static String sentence(int n) {
        return pick(WHO, n) + " " + pick(DOES, n / 7 + n) + " " + pick(WHEN, n / 5 + n) + ".";
    }

    private static String pick(List<String> words, int n) {
        return words.get(Math.floorMod(n, words.size()));
    }

    /** A name as written in a path. */
    static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
