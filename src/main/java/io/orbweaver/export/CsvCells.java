package io.orbweaver.export;

/**
 * A guard against spreadsheets that take a page's text for a formula (OWASP, "CSV injection"): a text that begins like
 * one gets an apostrophe in front, and so does one that begins with an apostrophe, so that to take one away gives each
 * text back.
 */
final class CsvCells {

    /** Signs that formulas begin with, their full-width forms, and what spreadsheets pass over before them. */
    private static final String REFUSED = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20'";

    private CsvCells() {}

    /** A text as a cell has it. */
    static String safe(String text) {
        return !text.isEmpty() && REFUSED.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
